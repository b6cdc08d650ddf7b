package io.tftp.core.options;

import static io.tftp.core.options.OptionValues.number;
import static io.tftp.core.options.OptionValues.numberWithin;

import io.tftp.core.wire.Options;
import io.tftp.core.wire.Options.Option;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server's answer in the making: each method looks for one thing that can be agreed on, in an order in which each knows
 * what it needs to know. What isn't asked, is garbage or out of range is left out.
 */
final class ServerAnswer {

    private final Options asked;
    private final Limits limits;
    private Options agreed = Options.none();
    private int blockSizeBytes = TransferParameters.DEFAULT_BLOCK_SIZE_BYTES;

    ServerAnswer(Options asked, Limits limits) {
        this.asked = asked;
        this.limits = limits;
    }

    // RFC 2347, Negotiation Protocol: "If the value of a supported option is invalid, the specification for that
    // option will indicate whether the server should simply omit the option from the OACK, respond with an alternate
    // value, or send an ERROR packet". We omit what is no number or too small, and answer what is too large with what
    // we have.

    /** {@code blksize}, or {@code blksize2}: they aren't granted together, and the first in the request counts. */
    ServerAnswer blockSize() {
        OptionalLong any = atLeast(TransferParameters.MIN_BLOCK_SIZE_BYTES, OptionNames.BLKSIZE);
        OptionalLong power = atLeast(TransferParameters.MIN_BLOCK_SIZE_BYTES, OptionNames.BLKSIZE2);
        if (power.isPresent()
                && (any.isEmpty() || OptionValues.isBefore(OptionNames.BLKSIZE2, OptionNames.BLKSIZE, asked))) {
            blockSizeBytes = Integer.highestOneBit(allowedBlockSize(power.getAsLong()));
            agree(OptionNames.BLKSIZE2, blockSizeBytes);
        } else if (any.isPresent()) {
            blockSizeBytes = allowedBlockSize(any.getAsLong());
            agree(OptionNames.BLKSIZE, blockSizeBytes);
        }
        return this;
    }

    // RFC 2348, Blocksize Option Specification: "The specified value must be less than or equal to the value
    // specified by the client."
    private int allowedBlockSize(long askedBytes) {
        return (int) Math.min(askedBytes, limits.maxBlockSizeBytes());
    }

    /** {@code rollover}: what follows block 65535. */
    ServerAnswer rollover() {
        OptionalLong first = numberWithin(0, 1, asked, OptionNames.ROLLOVER);
        if (first.isPresent()) {
            agree(OptionNames.ROLLOVER, first.getAsLong());
        }
        return this;
    }

    /** {@code windowsize}, after the block size. */
    ServerAnswer windowSize() {
        OptionalLong window = atLeast(TransferParameters.MIN_WINDOW_SIZE, OptionNames.WINDOWSIZE);
        if (window.isPresent()) {
            // RFC 7440 §3: "The specified value MUST be less than or equal to the value specified by the client."
            int askedWindow = (int) Math.min(window.getAsLong(), TransferParameters.MAX_WINDOW_SIZE);
            agree(OptionNames.WINDOWSIZE, limits.windowFor(askedWindow, blockSizeBytes));
        }
        return this;
    }

    /** {@code msftwindow}, after the block size: only a client that receives can choose the windows. */
    ServerAnswer variableWindow() {
        boolean wanted = number(asked, OptionNames.MSFTWINDOW).orElse(0) == OptionValues.MSFTWINDOW_ASKED;
        if (wanted && limits.grantsVariableWindow(blockSizeBytes)) {
            agree(OptionNames.MSFTWINDOW, OptionValues.MSFTWINDOW_GRANTED);
        }
        return this;
    }

    /** {@code timeout}, or {@code utimeout}: of two the first in the request counts. */
    ServerAnswer timeout() {
        // RFC 2349, Timeout Interval Option Specification: "The specified timeout value must match the value specified
        // by the client." So what is out of range is omitted and never moved into it.
        OptionalLong seconds = numberWithin(
                TransferParameters.MIN_TIMEOUT_SECONDS,
                TransferParameters.MAX_TIMEOUT_SECONDS,
                asked,
                OptionNames.TIMEOUT);
        OptionalLong micros = numberWithin(
                TransferParameters.MIN_TIMEOUT_MICROS,
                TransferParameters.MAX_TIMEOUT_MICROS,
                asked,
                OptionNames.UTIMEOUT);
        if (micros.isPresent()
                && (seconds.isEmpty() || OptionValues.isBefore(OptionNames.UTIMEOUT, OptionNames.TIMEOUT, asked))) {
            agree(OptionNames.UTIMEOUT, micros.getAsLong());
        } else if (seconds.isPresent()) {
            agree(OptionNames.TIMEOUT, seconds.getAsLong());
        }
        return this;
    }

    /** {@code tsize}, if there is one to tell. */
    ServerAnswer transferSize(OptionalLong sizeToTell) {
        sizeToTell.ifPresent(bytes -> agree(OptionNames.TSIZE, bytes));
        return this;
    }

    Negotiation.Answer answer() {
        return new Negotiation.Answer(OptionValues.parameters(agreed), inOrderAsked());
    }

    private OptionalLong atLeast(long min, String name) {
        return numberWithin(min, Long.MAX_VALUE, asked, name);
    }

    private void agree(String name, long value) {
        agreed = agreed.with(name, Long.toString(value));
    }

    /** What was agreed on, spelled and ordered as it was asked, each option once. */
    private Options inOrderAsked() {
        Options granted = Options.none();
        for (Option option : asked.entries()) {
            Optional<String> value = agreed.value(option.name());
            // RFC 2347, Negotiation Protocol: "an option may only be specified once." Of several the first counts.
            if (value.isPresent() && granted.value(option.name()).isEmpty()) {
                granted = granted.with(option.name(), value.get());
            }
        }
        return granted;
    }
}
