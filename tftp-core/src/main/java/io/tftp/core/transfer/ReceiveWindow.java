package io.tftp.core.transfer;

import io.tftp.core.wire.Rollover;

/**
 * The receiver's view of the window: which block comes next, and when to acknowledge. Window size 1 is just a window.
 *
 * <p>An ACK is due at the window's end; one time when a gap shows (it names the last block in order, RFC 7440
 * §4); and when blocks come again that were all received, since then the ACK was lost. Blocks that come
 * again and run on beyond what was received tell where the sender's window now ends: the ACK waits until there, so that both
 * sides' windows stay in step.
 *
 * <p>A gap is told at once, until the network shows that it lets packets overtake others: from then on, only when more blocks
 * came behind it than were ever seen to overtake one, or the window's last.
 */
final class ReceiveWindow {

    /** What a DATA packet means. */
    enum Verdict {
        /** The next block. */
        NEXT,
        /** The next block, and the window's last: acknowledge it. */
        NEXT_ACKNOWLEDGE,
        /** A block of this window, with others missing before it. */
        AHEAD,
        /** The same, and the sender must be told: acknowledge the last block in order. */
        AHEAD_ACKNOWLEDGE,
        /** Not one that is missing, and the sender must be told: acknowledge the last block in order. */
        STRAY_ACKNOWLEDGE,
        /** Not one that is missing, and nothing to be said about it. */
        STRAY
    }

    private static final long NONE = Long.MIN_VALUE;

    /** In so small a window a single block is a good part of it. */
    private static final int SMALL = 8;

    /** More than this isn't waited for: a loss has to be told some time. */
    private static final int MOST_PATIENCE = 8;

    private final int windowSize;
    private final Rollover rollover;
    private long received;
    private long acknowledgeAt;
    private long acknowledged;
    private long latestStray = NONE;
    private long latestAgain = NONE;
    private boolean said;
    private long ahead;
    private int patience = 1;

    ReceiveWindow(int windowSize, Rollover rollover) {
        this.windowSize = windowSize;
        this.rollover = rollover;
        this.acknowledgeAt = windowSize;
    }

    /** How many blocks were received in order. */
    long received() {
        return received;
    }

    /** The block that the latest verdict {@link Verdict#AHEAD} was about. */
    long ahead() {
        return ahead;
    }

    /**
     * What a DATA packet means.
     *
     * @param wireBlock its number
     * @param skips whether the sender goes on behind what it repairs: then a block that comes again says nothing of its window
     */
    Verdict accept(int wireBlock, boolean skips) {
        int distance = rollover.forwardDistance(received, wireBlock);
        if (distance == 1) {
            advance();
            return due() ? Verdict.NEXT_ACKNOWLEDGE : Verdict.NEXT;
        }
        if (distance > 1 && distance <= windowSize) {
            ahead = received + distance;
            boolean enough = distance > patience || ahead >= acknowledgeAt;
            return enough && tellOnce(ahead) ? Verdict.AHEAD_ACKNOWLEDGE : Verdict.AHEAD;
        }
        if (distance >= rollover.numbers()) {
            return Verdict.STRAY; // no block's number
        }
        long block = distance == 0 ? received : received + distance - rollover.numbers();
        return again(block, skips) ? Verdict.STRAY_ACKNOWLEDGE : Verdict.STRAY;
    }

    /** The next block is there, be it that it just came or that it had come before. */
    void advance() {
        received++;
        latestStray = NONE;
        latestAgain = NONE;
        said = false;
    }

    /** Whether the window's last block was received. */
    boolean due() {
        return received >= acknowledgeAt;
    }

    private boolean again(long block, boolean skips) {
        if (block < 1) {
            return false;
        }
        long windowEnd = block + windowSize - 1;
        // A sender that misses the ACK sends one block to ask for it, and one that has begun its window before that
        // sends several.
        boolean inARow = latestAgain == block - 1;
        boolean asks = block == received && block <= acknowledged && !inARow;
        latestAgain = block;
        if (windowEnd > received && !asks) {
            // A single one may be a copy that the network made.
            if (!skips && (inARow || windowSize < SMALL)) {
                acknowledgeAt = Math.min(acknowledgeAt, windowEnd);
            }
            return false;
        }
        return tellOnce(block);
    }

    /** Once for each burst of strays: a number no higher than the one before begins a new burst. */
    private boolean tellOnce(long block) {
        boolean newBurst = block <= latestStray;
        latestStray = block;
        if (said && !newBurst) {
            return false;
        }
        said = true;
        return true;
    }

    /**
     * An acknowledgment of the last block in order is on its way: the sender's next window starts behind it.
     *
     * @param gap whether it tells of a gap
     */
    void acknowledged(boolean gap) {
        acknowledgeAt = received + windowSize;
        acknowledged = received;
        said |= gap;
    }

    /** The network let so many blocks overtake one. */
    void reordered(long overtaking) {
        patience = (int) Math.min(MOST_PATIENCE, Math.max(patience, overtaking + 1));
    }
}
