package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Rollover;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The blocks that a sender has in hand: one buffer of slots in a ring, each slot a whole DATA packet.
 *
 * <pre>
 *   blocks   ... | acknowledged | sent, in flight | filled, to send | free slots |
 *                               ^acked            ^cursor           ^filled
 * </pre>
 *
 * <p>The source reads straight into a slot, a resend moves the cursor back, and slots of consecutive blocks lie one behind
 * the other up to the end of the ring, so that a run of them can leave in one system call. Window size 1 is just a window.
 *
 * <p>Blocks are counted from 1 without limit; only {@link Rollover} knows of the 16 bits on the wire.
 */
final class SendWindow {

    /** Up to here a second window's worth of slots is filled while the first is in flight. */
    private static final int READ_AHEAD_BYTES = 256 * 1024;

    /** How many of the latest windows' ends are remembered; seldom are more than two under way. */
    private static final int WINDOW_ENDS_KEPT = 4;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final int blockSizeBytes;
    private final int strideBytes;
    private final int slots;
    private final Rollover rollover;
    private final ByteBuffer buffer;
    private final ByteBuffer slotView;
    private final ByteBuffer runView;
    private final long[] firstSentNanos;
    private final long[] sentNanos;
    private final int[] timesSent;
    private final long[] windowEnds = new long[WINDOW_ENDS_KEPT];

    private int windowSize;
    private long acked;
    private long cursor;
    private long highest;
    private long highestResent;
    private long repairNext = 1; // blocks to be sent before those at the cursor: none
    private long repairEnd;
    private long probe; // one more of them, behind these; 0 for none
    private long filled;
    private int latestEnd;
    private long last = UNKNOWN;
    private int lastLength;

    /** Creates a window of slots in {@code buffer}, which has room for {@link #bufferBytes} of the largest window. */
    SendWindow(ByteBuffer buffer, TransferParameters agreed) {
        this.blockSizeBytes = agreed.blockSizeBytes();
        this.strideBytes = PacketCodec.DATA_HEADER_BYTES + blockSizeBytes;
        this.windowSize = agreed.windowSize();
        this.rollover = agreed.rollover();
        this.slots = bufferBytes(blockSizeBytes, agreed.largestWindowSize()) / strideBytes;
        this.buffer = buffer;
        this.slotView = buffer.duplicate();
        this.runView = buffer.duplicate();
        this.firstSentNanos = new long[slots];
        this.sentNanos = new long[slots];
        this.timesSent = new int[slots];
        openWindow();
    }

    /** The room that a window needs: a whole number of windows, so that one that keeps its size never straddles the ring's end. */
    static int bufferBytes(int blockSizeBytes, int windowSize) {
        int windowBytes = Math.multiplyExact(PacketCodec.DATA_HEADER_BYTES + blockSizeBytes, windowSize);
        return windowBytes <= READ_AHEAD_BYTES / 2 || windowSize == 1 ? 2 * windowBytes : windowBytes;
    }

    /** The buffer, for its owner to reuse. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** The block area of the next free slot, or nothing if all are taken or the content has ended. */
    ByteBuffer slot() {
        if (last != UNKNOWN || filled - acked >= slots) {
            return Transfer.NOTHING;
        }
        int offset = offset(filled + 1) + PacketCodec.DATA_HEADER_BYTES;
        return slotView.limit(offset + blockSizeBytes).position(offset);
    }

    /** The slot that was held out is filled; "a data packet of less than 512 bytes signals termination" (RFC 1350 §2). */
    void supplied(int length) {
        filled++;
        PacketCodec.putDataHeader(buffer, offset(filled), rollover.toWire(filled));
        if (length < blockSizeBytes) {
            last = filled;
            lastLength = length;
        }
    }

    /**
     * The blocks to send now, as far as they lie one behind the other: what is to be repaired, then what comes next.
     *
     * @param maxBlocks how many may go
     * @param maxBytes how much one call can send; it gets one block at least
     * @param repairsOnly whether what comes next has to wait
     */
    ByteBuffer run(int maxBlocks, int maxBytes, boolean repairsOnly) {
        long first = next();
        long end = end(first, repairsOnly);
        if (first > end || maxBlocks < 1) {
            return Transfer.NOTHING;
        }
        int offset = offset(first);
        long count = Math.min(end - first + 1, slots - slot(first));
        count = Math.min(count, Math.max(1, maxBytes / strideBytes));
        count = Math.min(count, maxBlocks);
        int length = Math.toIntExact(count) * strideBytes;
        if (first + count - 1 == last) {
            length -= blockSizeBytes - lastLength;
        }
        return runView.limit(offset + length).position(offset);
    }

    /** Whether blocks are ready to be sent, as soon as they may. */
    boolean waits(boolean repairsOnly) {
        long first = next();
        return first <= end(first, repairsOnly);
    }

    private long next() {
        if (repairs()) {
            return repairNext <= repairEnd ? repairNext : probe;
        }
        return cursor + 1;
    }

    private long end(long first, boolean repairsOnly) {
        if (repairs()) {
            return repairNext <= repairEnd ? repairEnd : probe;
        }
        return repairsOnly ? first - 1 : Math.min(filled, acked + windowSize);
    }

    /** Whether blocks that were sent before are to be sent again, before those that come next. */
    boolean repairs() {
        return repairNext <= repairEnd || probe > 0;
    }

    /**
     * The blocks of the latest run were sent, or the first {@code count} of them.
     *
     * @return how many of them had been sent before
     */
    long sent(int count, long now) {
        long first = next();
        long again = 0;
        for (long block = first; block < first + count; block++) {
            int slot = slot(block);
            if (block <= highest) {
                again++;
                highestResent = Math.max(highestResent, block);
            } else {
                firstSentNanos[slot] = now;
                timesSent[slot] = 0;
            }
            timesSent[slot]++;
            sentNanos[slot] = now;
        }
        if (repairNext <= repairEnd) {
            repairNext += count;
        } else if (probe > 0) {
            probe = 0;
        } else {
            cursor += count;
        }
        highest = Math.max(highest, first + count - 1);
        return again;
    }

    /** How many blocks ahead of the last acknowledged one the number on the wire lies; 0 for that block itself. */
    int ahead(int wireBlock) {
        return rollover.forwardDistance(acked, wireBlock);
    }

    /** How many blocks were sent, once or more often, and are not acknowledged. */
    long inFlight() {
        return highest - acked;
    }

    /** How many blocks may be sent before an ACK is waited for. */
    int size() {
        return windowSize;
    }

    /** The window that the latest acknowledgment opened is to be of another size after all, up to the largest. */
    void resize(int newSize) {
        windowSize = newSize;
        windowEnds[latestEnd] = acked + newSize;
    }

    /** The next {@code count} blocks are acknowledged, and a window of {@code nextSize} begins behind them. */
    void acknowledge(int count, int nextSize) {
        windowSize = nextSize;
        acked += count;
        cursor = Math.max(cursor, acked);
        repairNext = Math.max(repairNext, acked + 1);
        if (probe <= acked) {
            probe = 0;
        }
        openWindow();
    }

    /** Whether the {@code count}th block behind the last acknowledged one is about to be sent again, and was not yet. */
    boolean beyondCursor(int count) {
        return acked + count > cursor;
    }

    /** Goes back to the first block that is not acknowledged: it and all behind it will be sent again. */
    void rewind() {
        cursor = acked;
        forgetRepairs();
    }

    /** The first {@code count} blocks that aren't acknowledged will be sent again, as far as they were sent. */
    void repair(int count) {
        forgetRepairs();
        repairNext = acked + 1;
        repairEnd = Math.min(acked + count, cursor);
    }

    /**
     * The first block that is not acknowledged will be sent again, and the last that was sent: whatever a receiver has, one of
     * them is a reason for it to say so.
     */
    void probe() {
        repair(1);
        probe = cursor > repairEnd ? cursor : 0;
    }

    private void forgetRepairs() {
        repairNext = acked + 1;
        repairEnd = acked;
        probe = 0;
    }

    /** The last block that is to be repaired, or was repaired last. */
    long repairEnd() {
        return repairEnd;
    }

    private void openWindow() {
        latestEnd = (latestEnd + 1) % WINDOW_ENDS_KEPT;
        windowEnds[latestEnd] = acked + windowSize;
    }

    /** Whether one of the latest acknowledgments opened a window that ends with the last acknowledged block. */
    boolean windowEnded() {
        for (long end : windowEnds) {
            if (end == acked) {
                return true;
            }
        }
        return false;
    }

    /** Whether the block behind the last acknowledged one is out, and not about to be sent again. */
    boolean nextIsOut() {
        return cursor > acked;
    }

    /** Whether all that the window allows is out, so that it's the peer's turn. */
    boolean allOut() {
        return cursor >= Math.min(acked + windowSize, last);
    }

    /** Whether the last acknowledged block was sent more than once. */
    boolean ackedWasResent() {
        return resent(acked);
    }

    /** How often the {@code count}th block behind the last acknowledged one was sent. */
    int timesSent(int count) {
        return timesSent[slot(acked + count)];
    }

    /** Whether the block behind the last acknowledged one was sent before that was, the last time. */
    boolean nextIsOlder() {
        return acked > 0 && sentNanos[slot(acked + 1)] - sentNanos[slot(acked)] < 0;
    }

    private boolean resent(long block) {
        return block > 0 && block <= highestResent && timesSent[slot(block)] > 1;
    }

    /**
     * When any of the first {@code count} blocks that aren't acknowledged was sent again, for the last time.
     *
     * @return a time in nanoseconds; empty if each of them was sent once
     */
    OptionalLong resentNanos(int count) {
        if (acked >= highestResent) {
            return OptionalLong.empty();
        }
        OptionalLong latest = OptionalLong.empty();
        for (long block = acked + 1; block <= acked + count; block++) {
            if (resent(block)) {
                long nanos = sentNanos[slot(block)];
                latest = latest.isPresent() && latest.getAsLong() - nanos > 0 ? latest : OptionalLong.of(nanos);
            }
        }
        return latest;
    }

    /** When the {@code count}th block behind the last acknowledged one was sent, for the first time. */
    long firstSentNanos(int count) {
        return firstSentNanos[slot(acked + count)];
    }

    /** When the {@code count}th block behind the last acknowledged one was sent, for the last time. */
    long sentNanos(int count) {
        return sentNanos[slot(acked + count)];
    }

    /** How many blocks, up to the {@code count}th behind the last acknowledged one, were sent at the same time as that. */
    int sentTogether(int count) {
        long nanos = sentNanos(count);
        int together = 1;
        while (together < count && sentNanos(count - together) == nanos) {
            together++;
        }
        return together;
    }

    /** The highest block that was sent. */
    long highest() {
        return highest;
    }

    /** When the block behind the last acknowledged one was sent, for the last time. */
    long nextSentNanos() {
        return sentNanos[slot(acked + 1)];
    }

    /** Whether everything is acknowledged, the last block too. */
    boolean complete() {
        return acked == last;
    }

    /** Whether everything was sent, and all but the last block is acknowledged. */
    boolean lacksLastAckOnly() {
        return highest == last && last - acked == 1;
    }

    /** How many blocks are acknowledged. */
    long acked() {
        return acked;
    }

    /** How many bytes are acknowledged. */
    long ackedBytes() {
        return acked == last ? (acked - 1) * blockSizeBytes + lastLength : acked * blockSizeBytes;
    }

    private int slot(long block) {
        return Math.toIntExact((block - 1) % slots);
    }

    private int offset(long block) {
        return slot(block) * strideBytes;
    }
}
