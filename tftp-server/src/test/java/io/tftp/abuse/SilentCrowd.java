package io.tftp.abuse;

import io.tftp.core.wire.Options;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask, and never answer. Each asks once, from an address or a port of its own; what the server sends them is
 * counted. Their ports stay open, so that the system doesn't tell the server that nobody is there.
 */
final class SilentCrowd implements AutoCloseable {

    /** As many asks share a port, and then the address is another: a host has 16 million of its own, but few descriptors. */
    private static final int ADDRESSES_PER_PORT = 5_000;

    private final AtomicLong packets = new AtomicLong();
    private final List<DatagramSocket> ears = new ArrayList<>();

    /** Asks for a file as many times. */
    void ask(InetSocketAddress server, String filename, int count, boolean fromOneAddress)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            ByteBuffer request = PacketCodec.encode(new ReadRequest(filename, TransferMode.OCTET, options(i)));
            if (fromOneAddress) {
                byte[] bytes = new byte[request.remaining()];
                request.get(bytes);
                listen(address(0), false).send(new DatagramPacket(bytes, bytes.length, server));
            } else {
                if (i % ADDRESSES_PER_PORT == 0) {
                    listen(InetAddress.getByAddress(new byte[4]), true);
                }
                askFrom(
                        new InetSocketAddress(
                                address(i), ears.get(ears.size() - 1).getLocalPort()),
                        request,
                        server);
            }
            if (i % 10 == 9) {
                Thread.sleep(1); // 10,000 a second, less what it takes to ask
            }
        }
    }

    /** Every other as plain as RFC 1350, where the first DATA is the answer. */
    private static Options options(int number) {
        return number % 2 == 0 ? Options.none() : Options.of("tsize", "0", "blksize", "1428", "windowsize", "64");
    }

    private static InetAddress address(int number) throws IOException {
        int host = 2 + number;
        return InetAddress.getByAddress(new byte[] {127, 7, (byte) (host >> 8), (byte) host});
    }

    /** The port is that of an ear on all addresses, which hears the answer when this socket is closed. */
    private static void askFrom(InetSocketAddress local, ByteBuffer request, InetSocketAddress server)
            throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(local);
            channel.send(request, server);
        }
    }

    private DatagramSocket listen(InetAddress address, boolean counts) throws SocketException {
        DatagramSocket ear = new DatagramSocket(null);
        ear.setReuseAddress(true);
        ear.bind(new InetSocketAddress(address, 0));
        ears.add(ear);
        if (counts) {
            ear.setReceiveBufferSize(4 * 1024 * 1024);
            Thread listener = new Thread(() -> count(ear), "ear");
            listener.setDaemon(true);
            listener.start();
        }
        return ear;
    }

    private void count(DatagramSocket ear) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                ear.receive(packet);
                packets.incrementAndGet();
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** How many packets came for those that have an address of their own. */
    long packets() {
        return packets.get();
    }

    @Override
    public void close() {
        ears.forEach(DatagramSocket::close);
    }
}
