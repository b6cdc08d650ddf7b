package io.tftp.core.options;

import io.tftp.core.wire.Ack;

/**
 * How far a server goes along with what is asked.
 *
 * <p>Immutable, for any thread.
 *
 * @param maxBlockSizeBytes the largest block granted, 8..65464. It binds what is asked: without an option it's 512
 *     anyway
 * @param maxWindowSize the largest window granted, 1..32767 blocks; from 64 on a reader that asks for {@code msftwindow}
 *     chooses its windows itself, up to 255, if they fit {@code maxWindowBytes}
 * @param maxWindowBytes the most bytes that the blocks of a window may have together, 1 to {@link
 *     #MAX_WINDOW_BYTES}; one block always goes
 */
public record Limits(int maxBlockSizeBytes, int maxWindowSize, int maxWindowBytes) {

    /** The largest budget for a window: 1 GiB, far beyond what a socket or a network can hold. */
    public static final int MAX_WINDOW_BYTES = 1 << 30;

    /** A server that grants smaller windows only, has reasons not to let its clients choose. */
    private static final int LEAST_FOR_VARIABLE_WINDOWS = 64;

    /** Any block size; windows of up to 64 blocks, which one segmented send can carry, within 4 MiB. */
    public static final Limits DEFAULTS =
            new Limits(TransferParameters.MAX_BLOCK_SIZE_BYTES, LEAST_FOR_VARIABLE_WINDOWS, 4 << 20);

    /**
     * Checks the ranges.
     *
     * @param maxBlockSizeBytes 8..65464
     * @param maxWindowSize 1..32767
     * @param maxWindowBytes 1 or more
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Limits {
        TransferParameters.requireBlockSize(maxBlockSizeBytes);
        TransferParameters.requireWindowSize(maxWindowSize);
        Ranges.require("window budget", maxWindowBytes, 1, MAX_WINDOW_BYTES);
    }

    /**
     * The same limits with another largest block, such as the one that the path's MTU carries.
     *
     * @param bytes 8..65464
     * @return the limits
     * @throws IllegalArgumentException if it is out of range
     */
    public Limits withMaxBlockSizeBytes(int bytes) {
        return new Limits(bytes, maxWindowSize, maxWindowBytes);
    }

    /**
     * The same limits with another largest window.
     *
     * @param blocks 1..32767
     * @return the limits
     * @throws IllegalArgumentException if it is out of range
     */
    public Limits withMaxWindowSize(int blocks) {
        return new Limits(maxBlockSizeBytes, blocks, maxWindowBytes);
    }

    /**
     * The same limits with another budget for a window.
     *
     * @param bytes 1 or more
     * @return the limits
     * @throws IllegalArgumentException if it is out of range
     */
    public Limits withMaxWindowBytes(int bytes) {
        return new Limits(maxBlockSizeBytes, maxWindowSize, bytes);
    }

    /**
     * The window to grant.
     *
     * @param asked the window asked for, in blocks
     * @param blockSizeBytes the agreed block size, 1 or more
     * @return what was asked, or less to keep to the largest window and the budget; at least 1
     */
    public int windowFor(int asked, int blockSizeBytes) {
        int affordable = Math.min(maxWindowSize, maxWindowBytes / blockSizeBytes);
        return Math.max(1, Math.min(asked, affordable));
    }

    /**
     * Whether the client may choose each next window ({@code msftwindow}). It waits for as many blocks as it chose, so it
     * has to get them: there is no granting less.
     *
     * @param blockSizeBytes the agreed block size, 1 or more
     * @return true if windows of 64 blocks may be granted, and the largest that the client can choose is within the budget
     */
    boolean grantsVariableWindow(int blockSizeBytes) {
        return maxWindowSize >= LEAST_FOR_VARIABLE_WINDOWS
                && (long) Ack.MAX_NEXT_WINDOW * blockSizeBytes <= maxWindowBytes;
    }
}
