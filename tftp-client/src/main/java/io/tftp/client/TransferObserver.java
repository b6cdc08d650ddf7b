package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Packet;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches one transfer. Calls come one after the other on the client's own thread and must return at once: while they run, no
 * packet is sent or received. What they throw is logged and changes nothing.
 */
public interface TransferObserver {

    /** Watches nothing. */
    TransferObserver NONE = new TransferObserver() {};

    /**
     * The server's name has several addresses, and it is this one's turn to be asked. Not called for a server with one address.
     *
     * @param server the address and port that the request goes to
     * @param before what became of the address that was asked before it, such as {@code 192.0.2.1:69 did not answer}, in English and fit
     *     for a terminal; empty for the first
     */
    default void asking(InetSocketAddress server, Optional<String> before) {}

    /**
     * The server answered, and the transfer's parameters are settled.
     *
     * @param server the address and port that the transfer goes by
     * @param parameters what was agreed on
     */
    default void agreed(InetSocketAddress server, TransferParameters parameters) {}

    /**
     * An answer of the server is waited for: the request was sent, for the first time or again, or in the middle of the transfer
     * something was sent again because the server is silent.
     *
     * @param server the address and port that was asked
     * @param asked how often it was asked since it last answered, 1 or more
     */
    default void waiting(InetSocketAddress server, int asked) {}

    /**
     * More was received, or acknowledged by the server.
     *
     * @param bytes how much so far, counted as on the wire
     * @param totalBytes how much it will be, if that is known
     */
    default void progressed(long bytes, OptionalLong totalBytes) {}

    /**
     * Whether {@link #packetSent} and {@link #packetReceived} are wanted, at the price of decoding each packet once more.
     *
     * @return false unless overridden
     */
    default boolean tracesPackets() {
        return false;
    }

    /**
     * A packet was sent.
     *
     * @param packet the packet; the bytes of a block are lent for the time of the call
     */
    default void packetSent(Packet packet) {}

    /**
     * A packet was received.
     *
     * @param packet the packet; the bytes of a block are lent for the time of the call, text in it is the server's
     */
    default void packetReceived(Packet packet) {}
}
