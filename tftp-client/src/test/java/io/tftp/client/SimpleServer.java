package io.tftp.client;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A plain RFC 1350 server on loopback, over a map from names to bytes, one transfer after the other. It ignores options. */
public final class SimpleServer implements AutoCloseable {

    private static final int BLOCK_BYTES = 512;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final DatagramSocket requests =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Thread thread = new Thread(this::run, "simple-server");
    private final int patienceMillis;

    public SimpleServer() throws IOException {
        this(Duration.ofSeconds(2));
    }

    /** One that turns to the next request when the client says nothing for so long. */
    public SimpleServer(Duration patience) throws IOException {
        patienceMillis = (int) patience.toMillis();
        thread.start();
    }

    /** What is served, and what was put. */
    public Map<String, byte[]> files() {
        return files;
    }

    public String host() {
        return requests.getLocalAddress().getHostAddress();
    }

    public int port() {
        return requests.getLocalPort();
    }

    private void run() {
        while (!requests.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(new byte[BLOCK_BYTES], BLOCK_BYTES);
                requests.receive(datagram);
                Packet packet = PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
                try (DatagramSocket transfer =
                        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                    transfer.setSoTimeout(patienceMillis);
                    transfer.connect(datagram.getSocketAddress());
                    serve(transfer, (Request) packet);
                }
            } catch (Exception e) {
                // The client sees a silent server, and the test fails there.
            }
        }
    }

    private void serve(DatagramSocket transfer, Request request) throws Exception {
        if (!(request instanceof ReadRequest)) {
            store(transfer, request.filename());
        } else if (files.containsKey(request.filename())) {
            send(transfer, files.get(request.filename()));
        } else {
            send(transfer, new ErrorPacket(ErrorCode.FILE_NOT_FOUND, "no \u001b[31msuch file"));
        }
    }

    private static void send(DatagramSocket transfer, byte[] content) throws Exception {
        for (int block = 1, from = 0; from <= content.length; block++, from += BLOCK_BYTES) {
            byte[] payload = Arrays.copyOfRange(content, from, Math.min(content.length, from + BLOCK_BYTES));
            send(transfer, new Data(block, ByteBuffer.wrap(payload)));
            receive(transfer);
        }
    }

    private void store(DatagramSocket transfer, String name) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int length = BLOCK_BYTES;
        for (int block = 0; length == BLOCK_BYTES; block++) {
            send(transfer, new Ack(block));
            ByteBuffer payload = receiveBlock(transfer, block + 1).payload();
            length = payload.remaining();
            byte[] bytes = new byte[length];
            payload.get(bytes);
            content.write(bytes);
            if (length < BLOCK_BYTES) {
                files.put(name, content.toByteArray());
                send(transfer, new Ack(block + 1));
            }
        }
    }

    /** The block of a number: a client that a busy machine kept waiting sends the one before it again. */
    private static Data receiveBlock(DatagramSocket transfer, int number) throws Exception {
        Data data = (Data) receive(transfer);
        while (data.block() != number) {
            data = (Data) receive(transfer);
        }
        return data;
    }

    private static Packet receive(DatagramSocket transfer) throws Exception {
        DatagramPacket datagram = new DatagramPacket(new byte[BLOCK_BYTES * 2], BLOCK_BYTES * 2);
        transfer.receive(datagram);
        return PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
    }

    private static void send(DatagramSocket transfer, Packet packet) throws IOException {
        ByteBuffer bytes = PacketCodec.encode(packet);
        byte[] datagram = new byte[bytes.remaining()];
        bytes.get(datagram);
        transfer.send(new DatagramPacket(datagram, datagram.length, transfer.getRemoteSocketAddress()));
    }

    @Override
    public void close() {
        requests.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
