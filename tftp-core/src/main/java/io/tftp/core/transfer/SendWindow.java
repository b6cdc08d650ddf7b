package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Rollover;
import java.nio.ByteBuffer;

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
    private static final long NOTHING_RESENT = -1; // below block 0, the opening

    private final int blockSizeBytes;
    private final int strideBytes;
    private final int slots;
    private final Rollover rollover;
    private final ByteBuffer buffer;
    private final ByteBuffer slotView;
    private final ByteBuffer runView;
    private final long[] sentNanos;
    private final long[] windowEnds = new long[WINDOW_ENDS_KEPT];

    private int windowSize;
    private long acked;
    private long cursor;
    private long highest;
    private long resent = NOTHING_RESENT;
    private long filled;
    private int windowEndsSeen;
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
        this.sentNanos = new long[slots];
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

    /** The blocks to send now, as far as they lie one behind the other, at most {@code maxBytes} but at least one. */
    ByteBuffer run(int maxBytes) {
        long end = Math.min(filled, acked + windowSize);
        if (cursor >= end) {
            return Transfer.NOTHING;
        }
        int offset = offset(cursor + 1);
        long count = Math.min(end - cursor, slots - slot(cursor + 1));
        count = Math.min(count, Math.max(1, maxBytes / strideBytes));
        int length = Math.toIntExact(count) * strideBytes;
        if (cursor + count == last) {
            length -= blockSizeBytes - lastLength;
        }
        return runView.limit(offset + length).position(offset);
    }

    /**
     * The next {@code count} blocks were sent.
     *
     * @return how many of them had been sent before
     */
    long sent(int count, long now) {
        long again = Math.max(0, Math.min(count, highest - cursor));
        if (again > 0) {
            resent = Math.max(resent, cursor + again);
        }
        for (int i = 0; i < count; i++) {
            cursor++;
            sentNanos[slot(cursor)] = now;
        }
        highest = Math.max(highest, cursor);
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
        windowEnds[(windowEndsSeen - 1) % WINDOW_ENDS_KEPT] = acked + newSize;
    }

    /** The next {@code count} blocks are acknowledged, and a window of {@code nextSize} begins behind them. */
    void acknowledge(int count, int nextSize) {
        windowSize = nextSize;
        acked += count;
        cursor = Math.max(cursor, acked);
        openWindow();
    }

    /** Goes back to the first block that is not acknowledged. */
    void rewind() {
        cursor = acked;
    }

    private void openWindow() {
        windowEnds[windowEndsSeen % WINDOW_ENDS_KEPT] = acked + windowSize;
        windowEndsSeen++;
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
        return acked <= resent;
    }

    /** When the last acknowledged block was sent, for the last time. */
    long ackedSentNanos() {
        return sentNanos[slot(acked)];
    }

    /** When the block behind the last acknowledged one was sent, for the last time. */
    long nextSentNanos() {
        return sentNanos[slot(acked + 1)];
    }

    /** Whether everything is acknowledged, the last block too. */
    boolean complete() {
        return acked == last;
    }

    /** Whether everything was sent and one acknowledgment is all that is missing. */
    boolean lacksLastAckOnly() {
        return highest == last && last - acked <= windowSize;
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
