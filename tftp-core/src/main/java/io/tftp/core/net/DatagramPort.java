package io.tftp.core.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A transfer's way to its peer. Used on the thread of the loop that it was registered with; a port that was not registered
 * yet may be closed by whoever holds it.
 */
public abstract class DatagramPort implements Closeable {

    DatagramPort() {}

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
