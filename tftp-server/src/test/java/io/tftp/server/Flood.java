package io.tftp.server;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random and mutated packets from some ports at a server, at its port for requests and at its transfers'. */
final class Flood implements AutoCloseable {

    private static final int PORTS = 24;
    private static final int MOST_RANDOM_BYTES = 600;

    /**
     * The ports of transfers that are over are other programs' soon, a good client's perhaps: it takes what comes from its server's
     * address for an answer.
     */
    private static final byte[] OTHER_LOOPBACK = {127, 0, 0, 2};

    private final InetSocketAddress server;
    private final Random random;
    private final Peer pacer;
    private final List<DatagramChannel> sockets = new ArrayList<>();

    /** Where each socket's latest answer came from. */
    private final InetSocketAddress[] transfers = new InetSocketAddress[PORTS];

    private final ByteBuffer answer = ByteBuffer.allocate(65_536);
    private long sentToTransfers;
    private long answers;

    Flood(InetSocketAddress server, long seed) throws IOException {
        this.server = server;
        this.random = new Random(seed);
        this.pacer = new Peer(server);
        for (int i = 0; i < PORTS; i++) {
            DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET)
                    .bind(new InetSocketAddress(InetAddress.getByAddress(OTHER_LOOPBACK), 0));
            socket.configureBlocking(false);
            sockets.add(socket);
        }
    }

    /** Sends packets. After each burst it waits until the server has read it, so that none is lost before. */
    void send(int count, int burst) throws IOException {
        for (int i = 0; i < count; i++) {
            int port = random.nextInt(PORTS);
            hear(port);
            // Now and then into somebody else's transfer.
            InetSocketAddress transfer = transfers[random.nextInt(8) == 0 ? random.nextInt(PORTS) : port];
            boolean toTransfer = transfer != null && random.nextInt(3) > 0;
            sentToTransfers += toTransfer ? 1 : 0;
            sockets.get(port).send(ByteBuffer.wrap(datagram()), toTransfer ? transfer : server);
            if (i % burst == burst - 1) {
                pacer.request(Peer.read("missing"));
                pacer.receiveError();
            }
        }
    }

    private void hear(int port) throws IOException {
        for (int reads = 0; reads < 64; reads++) {
            InetSocketAddress from = (InetSocketAddress) sockets.get(port).receive(answer.clear());
            if (from == null) {
                return;
            }
            answers++;
            // An ERROR that refuses a request comes from the port for requests; where that is the only one, so does all
            // else.
            if (from.getPort() != server.getPort() || PacketCodec.opcode(answer.flip()) != Opcode.ERROR.value()) {
                transfers[port] = from;
            }
        }
    }

    private byte[] datagram() {
        if (random.nextInt(4) == 0) {
            byte[] bytes = new byte[random.nextInt(MOST_RANDOM_BYTES)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = 0;
                bytes[1] = (byte) random.nextInt(8);
            }
            return bytes;
        }
        byte[] bytes = PacketCodec.encode(packet()).array();
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 40)) : bytes;
    }

    private Packet packet() {
        return switch (random.nextInt(7)) {
            case 0, 1 -> Peer.read(random.nextInt(3) == 0 ? "missing" : "file", options());
            case 2 -> Peer.write("flood-" + random.nextInt(500), options());
            case 3 -> new Data(block(), ByteBuffer.allocate(random.nextInt(3) == 0 ? random.nextInt(1_500) : 512));
            case 4 -> new Ack(block());
            case 5 -> new OptionAck(Options.of(options()));
            default -> new ErrorPacket(new ErrorCode(random.nextInt(10)), "nonsense");
        };
    }

    private int block() {
        return random.nextInt(10) == 0 ? random.nextInt(65_536) : random.nextInt(5);
    }

    private String[] options() {
        return switch (random.nextInt(4)) {
            case 0 -> new String[0];
            case 1 -> new String[] {"blksize", Integer.toString(random.nextInt(70_000))};
            case 2 -> new String[] {"tsize", Integer.toString(random.nextInt()), "timeout", "1"};
            default -> new String[] {"windowsize", Integer.toString(random.nextInt(100)), "blksize", "1428"};
        };
    }

    /** How many packets went to transfers' ports. */
    long sentToTransfers() {
        return sentToTransfers;
    }

    /** How many packets came back. */
    long answers() {
        return answers;
    }

    @Override
    public void close() throws IOException {
        pacer.close();
        for (DatagramChannel socket : sockets) {
            socket.close();
        }
    }
}
