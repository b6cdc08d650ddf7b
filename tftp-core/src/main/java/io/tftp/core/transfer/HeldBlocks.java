package io.tftp.core.transfer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The blocks of a window that came before one that is missing: they are kept, so that only that one has to come again. */
final class HeldBlocks {

    /** A window that takes more than this isn't kept. */
    static final int MOST_BYTES = 4 << 20;

    private static final int NONE = -1;

    private final ByteBuffer buffer;
    private final ByteBuffer view;
    private final int blockSizeBytes;
    private final long[] numbers;
    private final int[] lengths;
    private int count;
    private long highest;

    /**
     * Nothing is held yet.
     *
     * @param buffer room for whole blocks; as many as fit are held
     * @param blockSizeBytes the longest block
     * @param windowSize how many blocks there can be
     */
    HeldBlocks(ByteBuffer buffer, int blockSizeBytes, int windowSize) {
        int slots = Math.min(windowSize, buffer.capacity() / blockSizeBytes);
        this.buffer = buffer;
        this.view = buffer.duplicate().clear();
        this.blockSizeBytes = blockSizeBytes;
        this.numbers = new long[slots];
        this.lengths = new int[slots];
        Arrays.fill(numbers, NONE);
    }

    /** Nothing is held, and never will be. */
    static HeldBlocks none() {
        return new HeldBlocks(Transfer.NOTHING, 1, 0);
    }

    /** The buffer, for its owner to reuse. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Keeps a block; one that is held already stays as it is. */
    void hold(long number, ByteBuffer payload) {
        if (numbers.length == 0 || numbers[slot(number)] == number) {
            return;
        }
        int slot = slot(number);
        int offset = slot * blockSizeBytes;
        lengths[slot] = payload.remaining();
        view.limit(offset + lengths[slot]).position(offset).put(payload.duplicate());
        count += numbers[slot] == NONE ? 1 : 0;
        numbers[slot] = number;
        highest = Math.max(highest, number);
    }

    /** Whether a block is held. */
    boolean has(long number) {
        return count > 0 && numbers[slot(number)] == number;
    }

    /** How long a block is that is held. */
    int length(long number) {
        return lengths[slot(number)];
    }

    /** A block that is held no longer; its bytes stay until the next one is held. */
    ByteBuffer take(long number) {
        int slot = slot(number);
        numbers[slot] = NONE;
        count--;
        int offset = slot * blockSizeBytes;
        return view.limit(offset + lengths[slot]).position(offset);
    }

    /** Whether nothing is held. */
    boolean isEmpty() {
        return count == 0;
    }

    /** The highest block that was ever held. */
    long highest() {
        return highest;
    }

    private int slot(long number) {
        return Math.toIntExact((number - 1) % numbers.length);
    }
}
