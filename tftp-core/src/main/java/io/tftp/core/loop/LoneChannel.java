package io.tftp.core.loop;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A loop's only channel. While its packets come one after the other it is waited for by itself: in lock-step, where each block
 * is waited for, that costs less than the selector does. On the loop's thread.
 *
 * <p>The selector's wake-ups don't reach a loop that waits so. A task then waits until the next packet, and if the peer falls
 * silent just then, {@value #MOST_MILLIS} ms; after such a silence the loop waits in the selector again.
 */
final class LoneChannel {

    private static final long MOST_MILLIS = 20;

    /** So many packets in a row make it worth to leave the selector. */
    private static final int STREAK = 16;

    private @Nullable SelectionKey key;
    private int streak;
    private boolean apart;

    /** A channel was ready, alone or among others. */
    void ready(SelectionKey ready) {
        if (ready != key) {
            key = ready;
            streak = 0;
        }
        streak = Math.min(streak + 1, STREAK);
    }

    /** The channel to wait for instead of the selector; null if it's the selector's turn. */
    @Nullable
    SelectionKey key(Selector selector) throws IOException {
        SelectionKey lone = key;
        if (lone == null || (!apart && streak < STREAK)) {
            return null;
        }
        if (!stays(lone, selector)) {
            rejoin();
            return null;
        }
        if (!apart) {
            apart = true;
            lone.interestOps(0); // or each packet would tell the selector too
            selector.selectNow();
        }
        return lone;
    }

    /**
     * Waits for a packet.
     *
     * @param millis the longest wait; it may be shorter
     * @return whether one came
     */
    boolean await(SelectionKey lone, long millis) throws IOException {
        boolean came = SocketInternals.awaitReadable((DatagramChannel) lone.channel(), Math.min(millis, MOST_MILLIS));
        if (!came) {
            rejoin();
        }
        return came;
    }

    private boolean stays(SelectionKey lone, Selector selector) {
        try {
            return SocketInternals.AVAILABLE
                    && lone.interestOps() == (apart ? 0 : SelectionKey.OP_READ)
                    && selector.keys().size() == 1;
        } catch (CancelledKeyException e) {
            return false; // closed by another thread, perhaps just now
        }
    }

    /** Goes back to the selector, for {@value #STREAK} packets at least. */
    void rejoin() {
        SelectionKey lone = key;
        if (apart && lone != null) {
            try {
                lone.interestOps(lone.interestOps() == 0 ? SelectionKey.OP_READ : lone.interestOps());
            } catch (CancelledKeyException e) {
                // It needs nothing any more.
            }
        }
        apart = false;
        key = null;
    }
}
