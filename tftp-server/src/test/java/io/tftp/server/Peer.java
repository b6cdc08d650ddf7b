package io.tftp.server;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that does what the test tells it, packet by packet, on one port. */
public final class Peer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private InetSocketAddress latestSender;

    public Peer(InetSocketAddress server) throws IOException {
        this(server, server.getAddress());
    }

    /** A client at another address than the server's. */
    public Peer(InetSocketAddress server, InetAddress local) throws IOException {
        this.server = server;
        this.latestSender = server;
        this.socket = new DatagramSocket(new InetSocketAddress(local, 0));
    }

    public static ReadRequest read(String filename, String... options) {
        return new ReadRequest(filename, TransferMode.OCTET, Options.of(options));
    }

    public static WriteRequest write(String filename, String... options) {
        return new WriteRequest(filename, TransferMode.OCTET, Options.of(options));
    }

    public static Data data(int block, int length) {
        return new Data(block, ByteBuffer.allocate(length));
    }

    /** Sends to the port for requests. */
    public void request(Packet packet) throws IOException {
        send(PacketCodec.encode(packet), server);
    }

    public void request(byte[] datagram) throws IOException {
        send(ByteBuffer.wrap(datagram), server);
    }

    /** Sends to where the latest packet came from. */
    public void reply(Packet packet) throws IOException {
        send(PacketCodec.encode(packet), latestSender);
    }

    public void reply(Packet packet, InetSocketAddress target) throws IOException {
        send(PacketCodec.encode(packet), target);
    }

    private void send(ByteBuffer datagram, InetSocketAddress target) throws IOException {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }

    /** The next packet, of whatever port. */
    public Packet receive() throws IOException {
        return receive(PATIENCE);
    }

    private Packet receive(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        DatagramPacket datagram = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(datagram);
        latestSender = (InetSocketAddress) datagram.getSocketAddress();
        try {
            return PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        } catch (MalformedPacketException e) {
            throw new AssertionError("the server sent a malformed packet", e);
        }
    }

    public <P extends Packet> P receive(Class<P> type) throws IOException {
        Packet packet = receive();
        if (!type.isInstance(packet)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", but got " + packet);
        }
        return type.cast(packet);
    }

    /** Waits for the ACK of a block; the server may repeat an earlier one before that, if it had to wait for this client. */
    public void receiveAck(int block) throws IOException {
        while (receive(Ack.class).block() != block) {
            // The next.
        }
    }

    /** The code of the ERROR that has to come next. */
    public int receiveError() throws IOException {
        return receive(ErrorPacket.class).code().value();
    }

    /** Fails if anything comes within a short time. */
    public void expectSilence() throws IOException {
        try {
            throw new AssertionError("unexpected " + receive(Duration.ofMillis(250)));
        } catch (SocketTimeoutException e) {
            // As it should be.
        }
    }

    /** All that has come and comes, until there is nothing for a short time. */
    public List<Packet> receiveUntilSilence() throws IOException {
        List<Packet> packets = new ArrayList<>();
        try {
            while (true) {
                packets.add(receive(Duration.ofMillis(250)));
            }
        } catch (SocketTimeoutException e) {
            return packets;
        }
    }

    /** Gets a whole file as RFC 1350 has it. */
    public byte[] get(String filename) throws IOException {
        request(read(filename));
        return receiveAll(1);
    }

    /** Receives the rest of a file in lock-step, from a block on. */
    public byte[] receiveAll(int firstBlock) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int block = firstBlock; ; block++) {
            Data data = receive(Data.class);
            byte[] payload = new byte[data.payload().remaining()];
            data.payload().get(payload);
            if (data.block() != block) {
                throw new AssertionError("expected block " + block + ", but got " + data.block());
            }
            content.writeBytes(payload);
            reply(new Ack(block));
            if (payload.length < 512) {
                return content.toByteArray();
            }
        }
    }

    /** Where the latest packet came from. */
    public InetSocketAddress latestSender() {
        return latestSender;
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
