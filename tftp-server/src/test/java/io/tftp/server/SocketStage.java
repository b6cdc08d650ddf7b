package io.tftp.server;

import io.tftp.core.testing.ClientStage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A stage of real sockets: a server over a directory, whichever it is, and a client's socket. One thread at a time. */
public abstract class SocketStage implements ClientStage {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMillis(100);

    /** So that something is sent before, and not after, as far as a round trip is concerned. */
    private static final Duration MOST_SLEEP = Duration.ofMillis(20);

    private static final int MAX_DATAGRAM_BYTES = 65_536;

    private final Path root;
    private final byte[] buffer = new byte[MAX_DATAGRAM_BYTES];
    private DatagramSocket socket;
    private InetSocketAddress server;
    private InetSocketAddress latestSender;

    /**
     * Creates a stage.
     *
     * @param root the directory that the server serves
     */
    protected SocketStage(Path root) {
        this.root = root;
    }

    /**
     * The directory that the server serves.
     *
     * @return its path
     */
    protected final Path root() {
        return root;
    }

    /**
     * The server has started.
     *
     * @param address where it takes requests
     * @throws IOException if there is no port for its client
     */
    protected final void opened(InetSocketAddress address) throws IOException {
        server = address;
        latestSender = address;
        newPort();
    }

    @Override
    public void file(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Override
    public boolean realTime() {
        return true;
    }

    @Override
    public void say(ByteBuffer datagram, boolean request) throws IOException {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length, request ? server : latestSender));
    }

    @Override
    public Optional<ByteBuffer> hear() throws IOException {
        return hear(PATIENCE);
    }

    @Override
    public Optional<ByteBuffer> silence() throws IOException {
        return socket.isClosed() ? Optional.empty() : hear(SILENCE);
    }

    private Optional<ByteBuffer> hear(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(datagram);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        latestSender = (InetSocketAddress) datagram.getSocketAddress();
        return Optional.of(ByteBuffer.wrap(Arrays.copyOf(buffer, datagram.getLength())));
    }

    @Override
    public void pass(Duration time) {
        try {
            Thread.sleep(Math.min(time.toMillis(), MOST_SLEEP.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void newPort() throws IOException {
        closePort();
        socket = new DatagramSocket(new InetSocketAddress(server.getAddress(), 0));
    }

    @Override
    public void closePort() {
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    public Optional<byte[]> stored(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        closePort();
    }
}
