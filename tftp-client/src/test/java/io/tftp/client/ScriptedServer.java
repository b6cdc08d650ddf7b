package io.tftp.client;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A server on loopback that does what a test tells it, packet by packet, and nothing by itself. The script runs on a thread of
 * its own; {@link #close} waits for it and throws what it threw.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final DatagramSocket requests;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;
    private DatagramSocket answers;
    private SocketAddress client;

    /** What the server does. */
    @FunctionalInterface
    public interface Script {
        void play(ScriptedServer server) throws Exception;
    }

    private ScriptedServer(InetAddress address, int port, Script script) throws IOException {
        requests = open(address, port);
        answers = open(address, 0);
        thread = new Thread(() -> run(script), "scripted-server");
        thread.start();
    }

    public static ScriptedServer playing(Script script) throws IOException {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), 0, script);
    }

    /** One on a port of another address of this host. */
    public static ScriptedServer playing(String address, int port, Script script) throws IOException {
        return new ScriptedServer(InetAddress.getByName(address), port, script);
    }

    private static DatagramSocket open(InetAddress address, int port) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void run(Script script) {
        try {
            script.play(this);
        } catch (Throwable e) {
            if (!closing) {
                failure.set(e);
            }
        }
    }

    public String host() {
        return requests.getLocalAddress().getHostAddress();
    }

    public int port() {
        return requests.getLocalPort();
    }

    public RemoteFile file(String name) {
        return RemoteFile.of(host(), port(), name);
    }

    /** Waits for a request; what is sent from now on goes to its sender, from a new port. */
    public Packet awaitRequest() throws Exception {
        answers.close();
        answers = open(requests.getLocalAddress(), 0);
        return receive(requests);
    }

    /** From now on answers come from another address of this host. */
    public void answerFrom(String address) throws IOException {
        answers.close();
        answers = open(InetAddress.getByName(address), 0);
    }

    /** Waits for a packet of the transfer. */
    public Packet receive() throws Exception {
        return receive(answers);
    }

    private Packet receive(DatagramSocket socket) throws Exception {
        DatagramPacket datagram = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        socket.receive(datagram);
        client = datagram.getSocketAddress();
        return PacketCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
    }

    public void send(Packet packet) throws IOException {
        ByteBuffer bytes = PacketCodec.encode(packet);
        byte[] datagram = new byte[bytes.remaining()];
        bytes.get(datagram);
        answers.send(new DatagramPacket(datagram, datagram.length, client));
    }

    public void sendData(int block, byte... payload) throws IOException {
        send(new Data(block, ByteBuffer.wrap(payload)));
    }

    public void sendAck(int block) throws IOException {
        send(new Ack(block));
    }

    public void sendOptionAck(String... namesAndValues) throws IOException {
        send(new OptionAck(Options.of(namesAndValues)));
    }

    public void sendError(int code, String message) throws IOException {
        send(new ErrorPacket(new ErrorCode(code), message));
    }

    /** Closes the transfer's port: what still comes is answered by the kernel, which says so. */
    public void hangUp() {
        answers.close();
    }

    @Override
    public void close() {
        try {
            thread.join(PATIENCE_MILLIS);
            closing = true;
            requests.close();
            answers.close();
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        if (failure.get() != null) {
            throw new AssertionError("the server's script failed", failure.get());
        }
    }
}
