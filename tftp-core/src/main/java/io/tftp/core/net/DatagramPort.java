package io.tftp.core.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A transfer's way to its peer. Used on the thread of the loop that it was registered with; a port that was not registered
 * yet may be closed by whoever holds it.
 */
public abstract class DatagramPort implements Closeable {

    DatagramPort() {}

    /**
     * A server's port, locked to the client that asked.
     *
     * @param local the address that was asked: a client takes no answer from another
     * @param range which ports to use
     * @param client the client's address and port
     * @return the port, for the caller to close until a session has it
     * @throws IOException if no port of the range is free, or the client can't be reached
     */
    public static DatagramPort toClient(InetAddress local, PortRange range, InetSocketAddress client)
            throws IOException {
        return EphemeralPort.connected(local, range, client);
    }

    /**
     * A port for a short transfer in lock-step, locked to the client that asked: one that others used before, if there is one
     * free. On the loop's thread.
     *
     * @param loop the loop that the transfer will live on
     * @param local the address that was asked
     * @param client the client's address and port
     * @return the port, for the caller to close until a session has it; empty if too many are in use
     * @throws IOException if no socket can be had
     */
    public static Optional<DatagramPort> pooled(EventLoop loop, InetAddress local, InetSocketAddress client)
            throws IOException {
        return loop.ports().take(local, client);
    }

    /**
     * A way to the client through the socket that its request came to, for clients that take answers from no other port. The
     * transfer has to live on that socket's loop. Answers from the address that was asked, of course. A client that goes away
     * is noticed only by its silence.
     *
     * @param socket where the request came to; it stays open for as long as the transfer runs
     * @param client the client's address and port: a transfer with the same one takes the place of an earlier
     * @param contested whether the earlier one may still be the right one. Then the client's next packet shows which of the two
     *     it has; the other ends
     * @return the port, for the caller to close until a session has it
     */
    public static DatagramPort shared(RequestSocket socket, InetSocketAddress client, boolean contested) {
        return new SharedPort(socket.ports(), client, contested);
    }

    /**
     * A client's port; the server's first answer tells the port that the transfer will use.
     *
     * @param local the address to send from, or the wildcard address
     * @param server the address and port that get the request
     * @param anyAddress whether the answer may come from another address than the server's
     * @return the port, for the caller to close until a session has it
     * @throws IOException if no socket can be had, or the local address isn't this host's
     */
    public static DatagramPort toServer(InetAddress local, InetSocketAddress server, boolean anyAddress)
            throws IOException {
        return EphemeralPort.unlocked(local, server, anyAddress);
    }

    /**
     * A port behind a line that loses packets, for tests and measurements. Each seed loses others, always the same ones.
     *
     * @param port the port, which the new one closes
     * @param share how many of the packets are lost, in each direction, 0 to 1
     * @param seed what chance begins with
     * @return the lossy port
     * @throws IllegalArgumentException if the share is out of its range
     */
    public static DatagramPort losing(DatagramPort port, double share, long seed) {
        return new LossyPort(port, share, seed);
    }

    /**
     * A port behind a line that doubles packets, for tests and measurements. Each seed doubles others, always the same ones.
     *
     * @param port the port, which the new one closes
     * @param share how many of the packets come twice, in each direction, 0 to 1
     * @param seed what chance begins with
     * @return the doubling port
     * @throws IllegalArgumentException if the share is out of its range
     */
    public static DatagramPort duplicating(DatagramPort port, double share, long seed) {
        return new DuplicatingPort(port, share, seed);
    }

    /**
     * A port that receives datagrams one by one, as programs do that know nothing of the kernel's coalescing, for tests and
     * measurements.
     *
     * @param port the port, which the new one closes
     * @return the same port without coalescing
     */
    public static DatagramPort uncoalesced(DatagramPort port) {
        return new UncoalescedPort(port);
    }

    /**
     * A port whose content goes no faster than it may, in both directions: what is sent waits for its time on the loop's
     * deadlines, and so does the acknowledgment of what was received.
     *
     * @param port the port, which the new one closes
     * @param rates what its bytes are taken from, each of them: such as a rate of its own and one that all transfers share
     * @return the paced port
     */
    public static DatagramPort paced(DatagramPort port, List<TokenBucket> rates) {
        return new PacedPort(port, rates);
    }

    /** Begins to call {@code handler} when datagrams have come. */
    abstract void register(EventLoop loop, ReadyHandler handler) throws IOException;

    /**
     * Sends datagrams that lie one behind the other.
     *
     * @param datagrams from position to limit
     * @param segmentBytes the length of each but the last
     * @return how many of them were taken; less than all if the socket has no room at present
     */
    abstract int send(ByteBuffer datagrams, int segmentBytes) throws IOException;

    /**
     * Receives a datagram.
     *
     * @param target filled from its position on
     * @return its length; 0 for one that isn't of this transfer, and then {@code target} is left as it was; -1 if there is none
     */
    abstract int receive(ByteBuffer target) throws IOException;

    /** Asks to be called, or no longer, when there is room to send again. */
    abstract void awaitWritable(boolean wanted);

    /** Whether what is to be sent waits here for its time: then it's not the peer's turn, and its silence means nothing. */
    boolean holdsBack() {
        return false;
    }

    /** From now on only the sender of the latest datagram is the peer: its port is the transfer's ID (RFC 1350 §4). */
    abstract void lock() throws IOException;

    /** The peer has fallen silent: from now on the system is to tell if nobody listens there any more, if it doesn't yet. */
    abstract void doubt() throws IOException;

    /** Whether the peer's transfer ID is known. */
    abstract boolean locked();

    /** Lets the kernel hand over several datagrams at once, where it can: then {@link #coalescing} is true. */
    abstract void coalesce();

    /** Lets the kernel do so no longer, as soon as what it has in one piece already was received. */
    abstract void uncoalesce();

    /** Whether the latest receive may have given several datagrams of one length one behind the other, of which the last may be shorter. */
    abstract boolean coalescing();

    /**
     * Gives the socket room for so many bytes on their way, so that a window isn't lost in this host already.
     *
     * @param incoming whether they are received; else they are sent
     */
    abstract void reserve(int bytes, boolean incoming) throws IOException;

    /**
     * The peer: where the request went to, or the one that the port is locked to.
     *
     * @return its address and port
     */
    abstract InetSocketAddress peer();

    /**
     * What else was seen that may explain a silence, for people; empty if nothing.
     *
     * @return a clause such as "an answer came from 192.0.2.7 instead"
     */
    abstract String hint();
}
