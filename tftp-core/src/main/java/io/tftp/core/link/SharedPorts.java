package io.tftp.core.link;

import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transfers that share a request socket: whose is what comes, and who waits for room to send. On the loop's thread.
 *
 * <p>Requests come first. To answer an ACK takes ten times as long as to take it in, so ACKs are put by as long as there is
 * more to take in: a request behind a thousand of them is seen within a millisecond, and what comes finds room in the socket.
 */
final class SharedPorts {

    /** The socket stands for those that each transfer would have; the system gives what it thinks fit. */
    private static final int SEND_BUFFER_BYTES = 4 * 1024 * 1024;

    /** So many ACKs are answered until it's time to look for requests again. */
    private static final int TURN = 32;

    private final DatagramChannel channel;
    private final EventLoop loop;
    private final RunSender runs;
    private final Map<InetSocketAddress, SharedPort> byClient = new HashMap<>();
    private final ShortDatagrams putBy = new ShortDatagrams();
    private final Set<SharedPort> awaitingRoom = new LinkedHashSet<>();
    private @Nullable SelectionKey key;
    private boolean used;

    SharedPorts(DatagramChannel channel, EventLoop loop) {
        this.channel = channel;
        this.loop = loop;
        this.runs = new RunSender(channel, UdpOffload.instance());
    }

    /** The socket's way out, for all that is sent there. */
    RunSender runs() {
        return runs;
    }

    /** The time, on the loop's clock. */
    long now() {
        return loop.clock().nanoTime();
    }

    /** The socket is registered with the loop. */
    void registered(SelectionKey socketKey) {
        key = socketKey;
    }

    /**
     * A transfer begins: what its client sends is for its port from now on.
     *
     * @return the port that had this client before, if any
     */
    @Nullable
    SharedPort put(SharedPort port, EventLoop transferLoop) throws IOException {
        if (transferLoop != loop) {
            throw new IllegalArgumentException("a transfer lives on the loop of the socket that it shares");
        }
        if (!used) {
            used = true;
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        }
        return byClient.put(port.peer(), port);
    }

    /** A transfer is over. */
    void remove(SharedPort port) {
        awaitWritable(port, false);
        byClient.remove(port.peer(), port);
    }

    /**
     * An earlier transfer has its client back.
     *
     * @return whether that is so: it isn't if it is over, or a third one has the client
     */
    boolean putBack(SharedPort port, SharedPort earlier) {
        SharedPort present = byClient.get(port.peer());
        if (!earlier.isOpen() || (present != null && present != port)) {
            return false;
        }
        byClient.put(port.peer(), earlier);
        earlier.speakAgain();
        return true;
    }

    // ---- what comes in ----

    /**
     * A client's request is about to be looked at: what it sent before that must not come later.
     *
     * @return whether it has a transfer, which may be at its end now; what the client sends next must wait until that is clear
     */
    boolean settle(InetSocketAddress client) {
        SharedPort port = byClient.get(client);
        if (port == null) {
            return false;
        }
        if (port.putBy() > 0) {
            handlePutBy(Integer.MAX_VALUE);
        }
        return true;
    }

    /**
     * Hands on a datagram that is no request, now or when the requests behind it have been seen.
     *
     * @param datagram at the beginning of the loop's buffer
     * @return false if it belongs to no transfer
     */
    boolean handle(ByteBuffer datagram, InetSocketAddress client) {
        SharedPort latest = byClient.get(client);
        if (latest == null) {
            return false;
        }
        SharedPort port = latest.addressee(datagram);
        int bytes = datagram.remaining();
        if (bytes <= ShortDatagrams.MOST_BYTES) {
            putBy.add(port, datagram);
            return true;
        }
        if (port.putBy() > 0) { // rare, such as an ERROR right behind an ACK, whose handling needs the buffer
            ByteBuffer copy = ByteBuffer.allocate(bytes).put(datagram).flip();
            handlePutBy(Integer.MAX_VALUE);
            loop.receiveBuffer().put(copy);
        }
        port.deliver(bytes);
        return true;
    }

    /** Whether another datagram may be received now. */
    boolean hasRoom() {
        return !putBy.isFull();
    }

    /** Handles some of what was put by, if anything was. */
    void handleSome() {
        handlePutBy(TURN);
    }

    /** Whether something is put by still. */
    boolean hasPutBy() {
        return !putBy.isEmpty();
    }

    private void handlePutBy(int most) {
        for (int i = 0; i < most && !putBy.isEmpty(); i++) {
            ByteBuffer buffer = loop.receiveBuffer();
            SharedPort port = putBy.take(buffer);
            port.deliver(buffer.position());
        }
    }

    // ---- what goes out ----

    /** A transfer waits for room to send, or no longer. */
    void awaitWritable(SharedPort port, boolean wanted) {
        boolean changed = wanted ? awaitingRoom.add(port) : awaitingRoom.remove(port);
        if (changed && key != null && key.isValid()) {
            key.interestOps(
                    awaitingRoom.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Those that wait for room to send go on, if there is some. */
    void handleRoom() {
        if (!awaitingRoom.isEmpty() && key != null && key.isValid() && key.isWritable()) {
            List.copyOf(awaitingRoom).forEach(SharedPort::handleReady);
        }
    }
}
