package io.tftp.core.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A transfer's way to its peer. Used on the thread of the loop that it was registered with; a port that was not registered
 * yet may be closed by whoever holds it.
 */
interface DatagramPort extends Closeable {

    /** Begins to call {@code handler} when datagrams have come. */
    void register(EventLoop loop, ReadyHandler handler) throws IOException;

    /**
     * Sends datagrams that lie one behind the other.
     *
     * @param datagrams from position to limit
     * @param segmentBytes the length of each but the last
     * @return how many of them were taken; less than all if the socket has no room at present
     */
    int send(ByteBuffer datagrams, int segmentBytes) throws IOException;

    /**
     * Receives a datagram.
     *
     * @param target filled from its position on
     * @return its length; 0 for one that isn't of this transfer; -1 if there is none
     */
    int receive(ByteBuffer target) throws IOException;

    /** Asks to be called, or no longer, when there is room to send again. */
    void awaitWritable(boolean wanted);

    /** From now on only the sender of the latest datagram is the peer: its port is the transfer's ID (RFC 1350 §4). */
    void lock() throws IOException;

    /** Whether the peer's transfer ID is known. */
    boolean locked();

    /**
     * The peer: where the request went to, or the one that the port is locked to.
     *
     * @return its address and port
     */
    InetSocketAddress peer();

    /**
     * What else was seen that may explain a silence, for people; empty if nothing.
     *
     * @return a clause such as "an answer came from 192.0.2.7 instead"
     */
    String hint();
}
