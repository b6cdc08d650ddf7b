package io.tftp.core.transfer;

import io.tftp.core.wire.Rollover;

/**
 * The receiver's view of the window: which block comes next, and when to acknowledge. Window size 1 is just a window.
 *
 * <p>An ACK is due at the window's end; at once and one time when a gap shows (it names the last block in order, RFC 7440
 * §4); and when blocks come again that were all received, since then the ACK was lost. Blocks that come
 * again and run on beyond what was received tell where the sender's window now ends: the ACK waits until there, so that both
 * sides' windows stay in step.
 */
final class ReceiveWindow {

    /** What a DATA packet means. */
    enum Verdict {
        /** The next block. */
        NEXT,
        /** The next block, and the window's last: acknowledge it. */
        NEXT_ACKNOWLEDGE,
        /** Not the next block, and the sender must be told: acknowledge the last block in order. */
        STRAY_ACKNOWLEDGE,
        /** Not the next block, and nothing to be said about it. */
        STRAY
    }

    private static final long NONE = Long.MIN_VALUE;

    private final int windowSize;
    private final Rollover rollover;
    private long received;
    private long acknowledgeAt;
    private long latestStray = NONE;
    private boolean said;

    ReceiveWindow(int windowSize, Rollover rollover) {
        this.windowSize = windowSize;
        this.rollover = rollover;
        this.acknowledgeAt = windowSize;
    }

    /** How many blocks were received in order. */
    long received() {
        return received;
    }

    Verdict accept(int wireBlock) {
        int ahead = rollover.forwardDistance(received, wireBlock);
        if (ahead == 1) {
            received++;
            latestStray = NONE;
            said = false;
            return received >= acknowledgeAt ? Verdict.NEXT_ACKNOWLEDGE : Verdict.NEXT;
        }
        if (ahead > 1 && ahead <= windowSize) {
            return tellOnce(received + ahead); // a gap
        }
        if (ahead >= rollover.numbers()) {
            return Verdict.STRAY; // no block's number
        }
        return ahead == 0 ? again(received) : again(received + ahead - rollover.numbers());
    }

    private Verdict again(long block) {
        if (block < 1) {
            return Verdict.STRAY;
        }
        long windowEnd = block + windowSize - 1;
        if (windowEnd > received) {
            acknowledgeAt = Math.min(acknowledgeAt, windowEnd);
            return Verdict.STRAY;
        }
        return tellOnce(block);
    }

    /** Once for each burst of strays: a number no higher than the one before begins a new burst. */
    private Verdict tellOnce(long block) {
        boolean newBurst = block <= latestStray;
        latestStray = block;
        if (said && !newBurst) {
            return Verdict.STRAY;
        }
        said = true;
        return Verdict.STRAY_ACKNOWLEDGE;
    }

    /** An acknowledgment of the last block in order is on its way: the sender's next window starts behind it. */
    void acknowledged() {
        acknowledgeAt = received + windowSize;
    }
}
