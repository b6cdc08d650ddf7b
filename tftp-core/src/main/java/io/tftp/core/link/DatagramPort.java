package io.tftp.core.link;

import io.tftp.core.loop.EventLoop;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A transfer's way to its peer. Used on the thread of the loop that it was registered with; a port that was not registered
 * yet may be closed by whoever holds it.
 *
 * <p>What a port is asked for beyond sending and receiving it does if it can: as it stands here it can do none of it, and its peer is
 * known from the start.
 */
public abstract class DatagramPort implements Closeable {

    /** A port that isn't registered. */
    protected DatagramPort() {}

    /**
     * Begins to call a session when datagrams have come.
     *
     * @param loop the loop that the transfer lives on
     * @param user is called on its thread
     * @throws IOException if the loop can't take it
     */
    public abstract void register(EventLoop loop, PortUser user) throws IOException;

    /**
     * Sends datagrams that lie one behind the other.
     *
     * @param datagrams from position to limit
     * @param segmentBytes the length of each but the last
     * @return how many of them were taken; less than all if the socket has no room at present
     * @throws IOException if the socket can't send
     */
    public abstract int send(ByteBuffer datagrams, int segmentBytes) throws IOException;

    /**
     * Receives a datagram.
     *
     * @param target filled from its position on
     * @return its length; 0 for one that isn't of this transfer, and then {@code target} is left as it was; -1 if there is none
     * @throws IOException if the socket can't receive
     */
    public abstract int receive(ByteBuffer target) throws IOException;

    /**
     * Asks to be called, or no longer, when there is room to send again.
     *
     * @param wanted whether to be called
     */
    public abstract void awaitWritable(boolean wanted);

    /**
     * From now on only the sender of the latest datagram is the peer: its port is the transfer's ID (RFC 1350 §4).
     *
     * @throws IOException if the socket can't be connected to it
     */
    public void lock() throws IOException {
        // The peer is known from the start.
    }

    /**
     * The peer has fallen silent: from now on the system is to tell if nobody listens there any more, if it doesn't yet.
     *
     * @throws IOException if the socket can't be connected to it
     */
    public void doubt() throws IOException {
        // The system tells already, or can't.
    }

    /**
     * Whether the peer's transfer ID is known.
     *
     * @return true from {@link #lock} on, or from the start
     */
    public boolean locked() {
        return true;
    }

    /** Lets the kernel hand over several datagrams at once, where it can: then {@link #coalescing} is true. */
    public void coalesce() {
        // It can't here.
    }

    /** Lets the kernel do so no longer, as soon as what it has in one piece already was received. */
    public void uncoalesce() {
        // It never did.
    }

    /**
     * Whether the latest receive may have given several datagrams of one length one behind the other, of which the last may be
     * shorter.
     *
     * @return false if it gave one
     */
    public boolean coalescing() {
        return false;
    }

    /**
     * Gives the socket room for so many bytes on their way, so that a window isn't lost in this host already.
     *
     * @param bytes how many
     * @param incoming whether they are received; else they are sent
     * @throws IOException if the system refuses
     */
    public void reserve(int bytes, boolean incoming) throws IOException {
        // It has all that it may.
    }

    /**
     * The peer: where the request went to, or the one that the port is locked to.
     *
     * @return its address and port
     */
    public abstract InetSocketAddress peer();

    /**
     * What else was seen that may explain a silence, for people; empty if nothing.
     *
     * @return a clause such as "an answer came from 192.0.2.7 instead"
     */
    public String hint() {
        return "";
    }
}
