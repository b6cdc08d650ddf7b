package io.tftp.core.options;

import io.tftp.core.wire.Options;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a client would like to agree on.
 *
 * <p>Immutable, for any thread.
 *
 * @param blockSizeBytes the block size to ask for, 8..65464; empty not to ask
 * @param windowSize the window to ask for, 1..32767 blocks; empty not to ask
 * @param timeoutSeconds the timeout to ask for, 1..255; empty not to ask
 * @param transferSize whether to ask for the file's size, or to tell it
 */
public record Proposal(
        OptionalInt blockSizeBytes, OptionalInt windowSize, OptionalInt timeoutSeconds, boolean transferSize) {

    /** No options: a plain RFC 1350 request. */
    public static final Proposal NONE =
            new Proposal(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), false);

    /**
     * Checks the ranges.
     *
     * @param blockSizeBytes 8..65464 or empty
     * @param windowSize 1..32767 or empty
     * @param timeoutSeconds 1..255 or empty
     * @param transferSize whether to ask for or tell the size
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Proposal {
        Objects.requireNonNull(blockSizeBytes, "blockSizeBytes");
        Objects.requireNonNull(windowSize, "windowSize");
        Objects.requireNonNull(timeoutSeconds, "timeoutSeconds");
        blockSizeBytes.ifPresent(TransferParameters::requireBlockSize);
        windowSize.ifPresent(TransferParameters::requireWindowSize);
        timeoutSeconds.ifPresent(TransferParameters::requireTimeout);
    }

    /**
     * The same proposal with a block size.
     *
     * @param bytes 8..65464
     * @return the proposal
     * @throws IllegalArgumentException if it is out of range
     */
    public Proposal withBlockSizeBytes(int bytes) {
        return new Proposal(OptionalInt.of(bytes), windowSize, timeoutSeconds, transferSize);
    }

    /**
     * The same proposal with a window.
     *
     * @param blocks 1..32767
     * @return the proposal
     * @throws IllegalArgumentException if it is out of range
     */
    public Proposal withWindowSize(int blocks) {
        return new Proposal(blockSizeBytes, OptionalInt.of(blocks), timeoutSeconds, transferSize);
    }

    /**
     * The same proposal with a timeout.
     *
     * @param seconds 1..255
     * @return the proposal
     * @throws IllegalArgumentException if it is out of range
     */
    public Proposal withTimeoutSeconds(int seconds) {
        return new Proposal(blockSizeBytes, windowSize, OptionalInt.of(seconds), transferSize);
    }

    /**
     * The same proposal, asking for the file's size or telling it.
     *
     * @param wanted whether to
     * @return the proposal
     */
    public Proposal withTransferSize(boolean wanted) {
        return new Proposal(blockSizeBytes, windowSize, timeoutSeconds, wanted);
    }

    /**
     * The options of a read request.
     *
     * @return the options, with a tsize of 0 if the size is wanted
     */
    public Options toReadOptions() {
        // RFC 2349, Transfer Size Option Specification: "In Read Request packets, a size of "0" is specified in the
        // request and the size of the file, in octets, is returned in the OACK."
        return toOptions(OptionalLong.of(0));
    }

    /**
     * The options of a write request, or with a size of 0 those of a read request.
     *
     * <p>The oldest come first, as the common clients have them; RFC 2347 gives the order no meaning.
     *
     * @param size the file's size in bytes; empty if it isn't known, and then there is no tsize
     * @return the options
     * @throws IllegalArgumentException if the size is negative
     */
    public Options toOptions(OptionalLong size) {
        size.ifPresent(bytes -> Ranges.require("size", bytes, 0, Long.MAX_VALUE));
        Options options = Options.none();
        if (transferSize && size.isPresent()) {
            options = options.with(OptionNames.TSIZE, Long.toString(size.getAsLong()));
        }
        options = with(options, OptionNames.BLKSIZE, blockSizeBytes);
        options = with(options, OptionNames.WINDOWSIZE, windowSize);
        return with(options, OptionNames.TIMEOUT, timeoutSeconds);
    }

    private static Options with(Options options, String name, OptionalInt value) {
        return value.isPresent() ? options.with(name, Integer.toString(value.getAsInt())) : options;
    }
}
