package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Packet;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Receives the events of one transfer. Calls come one at a time, on the client's own thread, and must return at once: while they run, no
 * packet is sent or received. Exceptions they throw are logged and otherwise ignored.
 */
public interface TransferObserver {

    /** Ignores all events. */
    TransferObserver NONE = new TransferObserver() {};

    /**
     * The request is about to go to another address of the server. Not called if the server has only one address.
     *
     * @param server the address and port of the request
     * @param before what happened at the address asked before, such as {@code 192.0.2.1:69 did not answer}: English text, safe to print;
     *     empty for the first address
     */
    default void asking(InetSocketAddress server, Optional<String> before) {}

    /**
     * The server answered, and the parameters of the transfer are known.
     *
     * @param server the server's address and its port for this transfer
     * @param parameters the negotiated parameters
     */
    default void agreed(InetSocketAddress server, TransferParameters parameters) {}

    /**
     * The client is waiting for an answer: it sent the request, for the first time or again, or, in the middle of the transfer, it sent
     * something again because the server is silent.
     *
     * @param server the address and port of the server
     * @param asked how often something was sent there since its last answer, 1 or more
     */
    default void waiting(InetSocketAddress server, int asked) {}

    /**
     * More content was received, or acknowledged by the server.
     *
     * @param bytes the content so far, in bytes as on the wire
     * @param totalBytes the size of the whole content, if it is known
     */
    default void progressed(long bytes, OptionalLong totalBytes) {}

    /**
     * Whether to call {@link #packetSent} and {@link #packetReceived}, which costs decoding each packet once more.
     *
     * @return false unless overridden
     */
    default boolean tracesPackets() {
        return false;
    }

    /**
     * A packet was sent.
     *
     * @param packet the packet; the bytes of a block are valid only during the call
     */
    default void packetSent(Packet packet) {}

    /**
     * A packet was received.
     *
     * @param packet the packet; the bytes of a block are valid only during the call, and its text is the server's, not cleaned
     */
    default void packetReceived(Packet packet) {}
}
