package io.tftp.core.options;

import io.tftp.core.wire.Data;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What both sides of a transfer go by, and the ranges it lies in.
 *
 * <p>Immutable, for any thread.
 *
 * @param blockSizeBytes the bytes of every block but the last, 8..65464
 * @param windowSize the blocks sent before an ACK is waited for, 1..65535
 * @param timeoutSeconds the agreed time until a packet is sent again, 1..255; empty where it is each side's own affair
 * @param transferSizeBytes the file's size as the sender told it, 0 or more; empty if it didn't
 */
public record TransferParameters(
        int blockSizeBytes, int windowSize, OptionalInt timeoutSeconds, OptionalLong transferSizeBytes) {

    // RFC 2348, Blocksize Option Specification: "Valid values range between "8" and "65464" octets, inclusive."
    /** The smallest block that can be agreed on. */
    public static final int MIN_BLOCK_SIZE_BYTES = 8;
    /** The largest block that can be agreed on. */
    public static final int MAX_BLOCK_SIZE_BYTES = Data.MAX_PAYLOAD_BYTES;
    /** The block size where none was agreed on (RFC 1350 §2). */
    public static final int DEFAULT_BLOCK_SIZE_BYTES = 512;

    // RFC 7440 §3: "The valid values range MUST be between 1 and 65535 blocks, inclusive."
    /** The smallest window, which is lock-step and also the default. */
    public static final int MIN_WINDOW_SIZE = 1;
    /** The largest window that can be agreed on. */
    public static final int MAX_WINDOW_SIZE = 65_535;

    // RFC 2349, Timeout Interval Option Specification: "Valid values range between "1" and "255" seconds, inclusive."
    /** The shortest timeout that can be agreed on. */
    public static final int MIN_TIMEOUT_SECONDS = 1;
    /** The longest timeout that can be agreed on. */
    public static final int MAX_TIMEOUT_SECONDS = 255;

    /** What goes where no options were agreed on: blocks of 512 bytes in lock-step. */
    public static final TransferParameters RFC_1350 = new TransferParameters(
            DEFAULT_BLOCK_SIZE_BYTES, MIN_WINDOW_SIZE, OptionalInt.empty(), OptionalLong.empty());

    /**
     * Checks the ranges.
     *
     * @param blockSizeBytes 8..65464
     * @param windowSize 1..65535
     * @param timeoutSeconds 1..255 or empty
     * @param transferSizeBytes 0 or more, or empty
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TransferParameters {
        requireBlockSize(blockSizeBytes);
        requireWindowSize(windowSize);
        timeoutSeconds.ifPresent(TransferParameters::requireTimeout);
        transferSizeBytes.ifPresent(size -> Ranges.require("transfer size", size, 0, Long.MAX_VALUE));
    }

    static void requireBlockSize(int bytes) {
        Ranges.require("block size", bytes, MIN_BLOCK_SIZE_BYTES, MAX_BLOCK_SIZE_BYTES);
    }

    static void requireWindowSize(int blocks) {
        Ranges.require("window size", blocks, MIN_WINDOW_SIZE, MAX_WINDOW_SIZE);
    }

    static void requireTimeout(int seconds) {
        Ranges.require("timeout", seconds, MIN_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS);
    }
}
