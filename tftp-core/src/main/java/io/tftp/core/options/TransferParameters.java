package io.tftp.core.options;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Rollover;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What both sides of a transfer go by, and the ranges it lies in.
 *
 * <p>Immutable, for any thread.
 *
 * @param blockSizeBytes the bytes of every block but the last, 8..65464
 * @param windowSize the blocks sent before an ACK is waited for, 1..32767; the first ones where windows vary
 * @param timeout the agreed time until a packet is sent again, 10 ms to 255 s; empty where it is each side's own affair
 * @param transferSizeBytes the file's size as the sender told it, 0 or more; empty if it didn't
 * @param rollover the number of the block that follows 65535
 * @param variableWindow whether each ACK says how large the next window is to be (Windows' {@code msftwindow})
 */
public record TransferParameters(
        int blockSizeBytes,
        int windowSize,
        Optional<Duration> timeout,
        OptionalLong transferSizeBytes,
        Rollover rollover,
        boolean variableWindow) {

    // RFC 2348, Blocksize Option Specification: "Valid values range between "8" and "65464" octets, inclusive."
    /** The smallest block that can be agreed on. */
    public static final int MIN_BLOCK_SIZE_BYTES = 8;
    /** The largest block that can be agreed on. */
    public static final int MAX_BLOCK_SIZE_BYTES = Data.MAX_PAYLOAD_BYTES;
    /** The block size where none was agreed on (RFC 1350 §2). */
    public static final int DEFAULT_BLOCK_SIZE_BYTES = 512;

    /** The smallest window, which is lock-step and also the default. */
    public static final int MIN_WINDOW_SIZE = 1;
    /**
     * The largest window that is asked for or granted: less than half of the block numbers, of which there are 65,536, or 65,535
     * where 1 follows 65535. RFC 7440 §3 allows 65535, but block numbers have 16 bits: in a larger window a late ACK of the
     * window before has the number of a block that was just sent, and would acknowledge what never arrived.
     */
    public static final int MAX_WINDOW_SIZE = 32_767;

    // RFC 2349, Timeout Interval Option Specification: "Valid values range between "1" and "255" seconds, inclusive."
    /** The shortest timeout that can be agreed on in seconds. */
    public static final int MIN_TIMEOUT_SECONDS = 1;
    /** The longest timeout that can be agreed on in seconds. */
    public static final int MAX_TIMEOUT_SECONDS = 255;

    // tftp-hpa's range.
    /** The shortest timeout that can be agreed on in microseconds. */
    public static final int MIN_TIMEOUT_MICROS = 10_000;
    /** The longest timeout that can be agreed on in microseconds. */
    public static final int MAX_TIMEOUT_MICROS = 255_000_000;

    private static final long NANOS_PER_MICRO = 1_000;

    /** What goes where no options were agreed on: blocks of 512 bytes in lock-step. */
    public static final TransferParameters RFC_1350 = new TransferParameters(
            DEFAULT_BLOCK_SIZE_BYTES, MIN_WINDOW_SIZE, OptionalInt.empty(), OptionalLong.empty());

    /**
     * The block size whose DATA packets are no longer than a datagram may be.
     *
     * @param datagramBytes the longest datagram, without the headers of UDP and IP
     * @return the largest block size that fits, within the range of blksize
     */
    public static int blockSizeWithin(int datagramBytes) {
        int fits = datagramBytes - PacketCodec.DATA_HEADER_BYTES;
        return Math.max(MIN_BLOCK_SIZE_BYTES, Math.min(fits, MAX_BLOCK_SIZE_BYTES));
    }

    /**
     * Checks the ranges.
     *
     * @param blockSizeBytes 8..65464
     * @param windowSize 1..32767
     * @param timeout 10 ms to 255 s or empty
     * @param transferSizeBytes 0 or more, or empty
     * @param rollover what follows block 65535
     * @param variableWindow whether ACKs choose windows
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TransferParameters {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(transferSizeBytes, "transferSizeBytes");
        Objects.requireNonNull(rollover, "rollover");
        requireBlockSize(blockSizeBytes);
        requireWindowSize(windowSize);
        timeout.ifPresent(time -> Ranges.require(
                "timeout in microseconds", time.toNanos() / NANOS_PER_MICRO, MIN_TIMEOUT_MICROS, MAX_TIMEOUT_MICROS));
        transferSizeBytes.ifPresent(size -> Ranges.require("transfer size", size, 0, Long.MAX_VALUE));
    }

    /**
     * What the options of RFCs agree on.
     *
     * @param blockSizeBytes 8..65464
     * @param windowSize 1..32767
     * @param timeoutSeconds 1..255 or empty
     * @param transferSizeBytes 0 or more, or empty
     * @throws IllegalArgumentException if a value is out of its range
     */
    public TransferParameters(
            int blockSizeBytes, int windowSize, OptionalInt timeoutSeconds, OptionalLong transferSizeBytes) {
        this(
                blockSizeBytes,
                windowSize,
                timeoutSeconds.isPresent()
                        ? Optional.of(Duration.ofSeconds(checkedTimeout(timeoutSeconds.getAsInt())))
                        : Optional.empty(),
                transferSizeBytes,
                Rollover.TO_ZERO,
                false);
    }

    /**
     * The largest window that these parameters can lead to.
     *
     * @return {@link #windowSize}; where windows vary, the largest that an ACK can ask for, if that is more
     */
    public int largestWindowSize() {
        return variableWindow ? Math.max(windowSize, Ack.MAX_NEXT_WINDOW) : windowSize;
    }

    private static int checkedTimeout(int seconds) {
        requireTimeout(seconds);
        return seconds;
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
