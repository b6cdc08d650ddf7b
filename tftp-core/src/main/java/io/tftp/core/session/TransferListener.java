package io.tftp.core.session;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Packet;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Is told how a transfer goes. All calls come on the thread of the transfer's event loop and must return at once; {@link
 * #ended} comes exactly one time, and last but for {@link #released}.
 */
public interface TransferListener {

    /**
     * The peer's first answer came, and what the transfer's parameters are is settled.
     *
     * @param peer the peer's address and transfer ID
     * @param parameters the parameters in force
     */
    default void agreed(InetSocketAddress peer, TransferParameters parameters) {}

    /**
     * Something was sent that the peer has to answer: the first packet, or one that was sent again because no answer came.
     *
     * @param peer who is waited for
     */
    default void awaiting(InetSocketAddress peer) {}

    /**
     * More of the content was acknowledged, or received.
     *
     * @param bytes how much so far
     */
    default void progressed(long bytes) {}

    /**
     * Whether {@link #packetSent} and {@link #packetReceived} are wanted. Asked once, at the start.
     *
     * @return true for a trace of all packets, at the price of decoding them once more
     */
    default boolean tracesPackets() {
        return false;
    }

    /**
     * A packet was handed to the socket.
     *
     * @param packet the packet; a block's bytes are lent for the time of the call
     */
    default void packetSent(Packet packet) {}

    /**
     * A packet came from the peer.
     *
     * @param packet the packet; a block's bytes are lent for the time of the call
     */
    default void packetReceived(Packet packet) {}

    /**
     * The network says that nobody listens at the peer's port any more (ICMP port unreachable). That ends the transfer, unless all of
     * its content is here. Comes before {@link #ended}, and only if the peer had answered; if it never did, {@code ended} has a cause.
     *
     * @param peer the peer's address and transfer ID
     */
    default void portClosed(InetSocketAddress peer) {}

    /**
     * The transfer has its outcome. Its content is committed or discarded, and closed. (A receiver's socket may stay a while,
     * to acknowledge a repeated last block.)
     *
     * @param outcome how it ended
     * @param stats what it did
     * @param cause what went wrong on this side, if that is why it ended
     */
    void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause);

    /**
     * The socket is closed: nothing more is answered. After {@link #ended} for a receiver that lingers, otherwise before or
     * after it.
     */
    default void released() {}
}
