package io.tftp.core.transfer;

import java.util.concurrent.TimeUnit;

/**
 * What a receiver makes of its sender, where a gap that it told of is filled: one that goes on behind what the receiver has kept is
 * to be told at once that it may; one that sends all again from the gap on must not be, or it would begin once more in the middle.
 * The first few blocks show which it is: so an ACK waits for a moment, until the sender has shown itself.
 */
final class Settling {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So long a block may take a line that is worth a window. */
    private static final long SLOWEST_BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    /** How many times the pace of the blocks a moment is. */
    private static final int BLOCKS = 3;

    private static final int FEW = 4;

    private static final int SPACING_SHIFT = 3;

    /** So many needless blocks in a row show a sender that sends all again, and not one whose repairs were under way. */
    private final int mostRepeated;

    private boolean skips;
    private boolean waiting;
    private long endNanos;
    private int repeated;

    private boolean any;
    private long latestNanos;
    private long spacingNanos;

    private boolean paced;
    private long paceNanos;
    private long firstNanos;
    private int sinceAck;

    private boolean told;
    private long toldNanos;

    Settling(int windowSize) {
        mostRepeated = windowSize - windowSize / 4;
    }

    /** A block came. */
    void came(long now) {
        if (any) {
            // A pause between windows, or before a repair, is no pace.
            long gap = Math.min(now - latestNanos, Math.min(LONGEST_NANOS, SHORTEST_NANOS + BLOCKS * spacingNanos));
            spacingNanos += (gap - spacingNanos) >> SPACING_SHIFT;
        }
        if (sinceAck++ == 0) {
            firstNanos = now;
        }
        any = true;
        latestNanos = now;
    }

    /** How long the next block may take to come, by the pace of those before it; a few must have come before that is known. */
    long nextNanos() {
        if (!paced && sinceAck < FEW) {
            return any ? SLOWEST_BLOCK_NANOS : 0;
        }
        return Math.min(BLOCKS * (paced ? paceNanos : paceSinceAck()), LONGEST_NANOS);
    }

    private long paceSinceAck() {
        return (latestNanos - firstNanos) / (sinceAck - 1);
    }

    /** Whether the sender was told of the gap that is now being filled. */
    boolean told() {
        return told;
    }

    /** A gap is filled. Returns whether its block can be the answer to what the sender was told. */
    boolean answered(long now, long roundTripNanos) {
        boolean can = told && now - toldNanos >= roundTripNanos / 2;
        told = false;
        return can;
    }

    /** A block came that was there already. */
    void repeated() {
        repeated++;
        if (waiting || repeated >= mostRepeated) {
            waiting = false;
            skips = false;
        }
    }

    /** Whether the sender is known to go on behind what is kept. */
    boolean skips() {
        return skips;
    }

    /** The gap is filled: the sender is waited for. */
    void start(long now) {
        if (!waiting) {
            waiting = true;
            endNanos = now + Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, BLOCKS * spacingNanos));
        }
    }

    boolean waits() {
        return waiting;
    }

    long endNanos() {
        return endNanos;
    }

    /** Whether the moment is over, and nothing came that was there already. */
    boolean ends(long now) {
        if (now - endNanos < 0) {
            return false;
        }
        waiting = false;
        skips = true;
        return true;
    }

    /** An ACK goes out, which may tell of a gap. */
    void acknowledged(boolean gap, long now) {
        if (sinceAck > 1) {
            paced = true;
            paceNanos = paceSinceAck();
        }
        sinceAck = 0;
        waiting = false;
        repeated = 0;
        if (gap && !told) {
            told = true;
            toldNanos = now;
        }
    }
}
