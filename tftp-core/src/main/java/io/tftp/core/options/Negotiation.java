package io.tftp.core.options;

import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Options.Option;
import io.tftp.core.wire.ProtocolException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The bargain: the server's answer to what was asked, and the client's verdict on the answer (RFC 2347).
 *
 * <p>Static and pure, for any thread.
 */
public final class Negotiation {

    private Negotiation() {}

    /**
     * A server's answer.
     *
     * @param parameters what the transfer goes by
     * @param granted the options to acknowledge: names as the client wrote them, in its order
     */
    public record Answer(TransferParameters parameters, Options granted) {

        /**
         * Whether the transfer opens with an OACK. If not, it opens as in RFC 1350.
         *
         * @return true if anything was granted
         */
        public boolean optionAckNeeded() {
            return !granted.isEmpty();
        }
    }

    /**
     * Answers the options of a read request. What can't be granted is left out; nothing is ever refused.
     *
     * @param asked the options of the request
     * @param limits how far to go along
     * @param sizeToTell the file's size in bytes if the client may know it: not in netascii, where it would be wrong. A
     *     size of 0 is never told
     * @return the answer
     * @throws IllegalArgumentException if the size is negative
     */
    public static Answer answer(Options asked, Limits limits, OptionalLong sizeToTell) {
        sizeToTell.ifPresent(size -> Ranges.require("size", size, 0, Long.MAX_VALUE));
        // RFC 2349, Transfer Size Option Specification: "the size of the file, in octets, is returned in the OACK." Not
        // that of an empty file: curl takes tsize=0 for an error.
        boolean telling = number(asked, OptionNames.TSIZE).isPresent() && sizeToTell.orElse(0) > 0;
        return answerWithSize(asked, limits, telling ? sizeToTell : OptionalLong.empty());
    }

    /**
     * Answers the options of a write request. What can't be granted is left out; nothing is ever refused. Whether a
     * file of the declared size, {@link TransferParameters#transferSizeBytes}, is welcome is for the caller to say.
     *
     * @param asked the options of the request
     * @param limits how far to go along
     * @return the answer
     */
    public static Answer answerWrite(Options asked, Limits limits) {
        // RFC 2349, Transfer Size Option Specification: "In Write Request packets, the size of the file, in octets, is
        // specified in the request and echoed back in the OACK."
        return answerWithSize(asked, limits, number(asked, OptionNames.TSIZE));
    }

    /**
     * Accepts a server's answer, or refuses it. An option that it doesn't grant falls back to RFC 1350.
     *
     * @param asked the options of our request
     * @param granted the options of the server's OACK; of several with one name the first counts, but all must be right
     * @return what the transfer goes by
     * @throws ProtocolException with {@link ErrorCode#OPTION_NEGOTIATION_FAILED} if the answer isn't one to what was
     *     asked
     */
    public static TransferParameters accept(Options asked, Options granted) throws ProtocolException {
        if (granted.isEmpty()) {
            // There is an OACK because something was granted. What is empty has lost it on the way, and with it the
            // block size that the server goes by.
            throw refusal("server granted no option");
        }
        for (Option option : granted.entries()) {
            // RFC 2347, Negotiation Protocol: "The server must not include in the OACK any option which had not been
            // specifically requested by the client"
            String askedValue = asked.value(option.name())
                    .orElseThrow(() -> refusal("server granted " + option + ", which was not asked"));
            if (!honours(option, OptionNumber.parse(askedValue).orElse(0))) {
                throw refusal("server granted " + option + " where " + askedValue + " was asked");
            }
        }
        // RFC 2347, Negotiation Protocol: "the client must use those options which were acknowledged by the server and
        // must not use those options which were not acknowledged by the server."
        return parameters(granted);
    }

    private static Answer answerWithSize(Options asked, Limits limits, OptionalLong size) {
        Options agreed = Options.none();
        // RFC 2347, Negotiation Protocol: "If the value of a supported option is invalid, the specification for that
        // option will indicate whether the server should simply omit the option from the OACK, respond with an
        // alternate value, or send an ERROR packet". We omit what is no number or too small, and answer what is too
        // large with what we have.
        OptionalLong block = numberFrom(TransferParameters.MIN_BLOCK_SIZE_BYTES, asked, OptionNames.BLKSIZE);
        int blockSizeBytes = TransferParameters.DEFAULT_BLOCK_SIZE_BYTES;
        if (block.isPresent()) {
            // RFC 2348, Blocksize Option Specification: "The specified value must be less than or equal to the value
            // specified by the client."
            blockSizeBytes = (int) Math.min(block.getAsLong(), limits.maxBlockSizeBytes());
            agreed = agreed.with(OptionNames.BLKSIZE, Integer.toString(blockSizeBytes));
        }
        OptionalLong window = numberFrom(TransferParameters.MIN_WINDOW_SIZE, asked, OptionNames.WINDOWSIZE);
        if (window.isPresent()) {
            // RFC 7440 §3: "The specified value MUST be less than or equal to the value specified by the client."
            int askedWindow = (int) Math.min(window.getAsLong(), TransferParameters.MAX_WINDOW_SIZE);
            int windowSize = limits.windowFor(askedWindow, blockSizeBytes);
            agreed = agreed.with(OptionNames.WINDOWSIZE, Integer.toString(windowSize));
        }
        // RFC 2349, Timeout Interval Option Specification: "The specified timeout value must match the value specified
        // by the client." So what is out of range is omitted and never moved into it.
        OptionalLong timeout = numberWithin(
                TransferParameters.MIN_TIMEOUT_SECONDS,
                TransferParameters.MAX_TIMEOUT_SECONDS,
                asked,
                OptionNames.TIMEOUT);
        if (timeout.isPresent()) {
            agreed = agreed.with(OptionNames.TIMEOUT, Long.toString(timeout.getAsLong()));
        }
        if (size.isPresent()) {
            agreed = agreed.with(OptionNames.TSIZE, Long.toString(size.getAsLong()));
        }
        return new Answer(parameters(agreed), inOrderAsked(asked, agreed));
    }

    /** What was agreed on, spelled and ordered as it was asked, each option once. */
    private static Options inOrderAsked(Options asked, Options agreed) {
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

    /**
     * Whether a granted value may follow from the one we asked. An option of the caller's own is the caller's to judge.
     */
    private static boolean honours(Option granted, long asked) {
        OptionalLong value = OptionNumber.parse(granted.value());
        if (granted.isNamed(OptionNames.BLKSIZE)) {
            // RFC 2348, Blocksize Option Specification: "The specified value must be less than or equal to the value
            // specified by the client."
            long max = Math.min(asked, TransferParameters.MAX_BLOCK_SIZE_BYTES);
            return isWithin(value, TransferParameters.MIN_BLOCK_SIZE_BYTES, max);
        }
        if (granted.isNamed(OptionNames.WINDOWSIZE)) {
            // RFC 7440 §3: "The specified value MUST be less than or equal to the value specified by the client."
            long max = Math.min(asked, TransferParameters.MAX_WINDOW_SIZE);
            return isWithin(value, TransferParameters.MIN_WINDOW_SIZE, max);
        }
        if (granted.isNamed(OptionNames.TIMEOUT)) {
            // RFC 2349, Timeout Interval Option Specification: "The specified timeout value must match the value
            // specified by the client."
            long min = Math.max(asked, TransferParameters.MIN_TIMEOUT_SECONDS);
            return isWithin(value, min, Math.min(asked, TransferParameters.MAX_TIMEOUT_SECONDS));
        }
        return !granted.isNamed(OptionNames.TSIZE) || value.isPresent();
    }

    private static boolean isWithin(OptionalLong value, long min, long max) {
        return value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max;
    }

    /** The number of an option, or empty if the option isn't there or is no number. */
    private static OptionalLong number(Options options, String name) {
        return options.value(name).map(OptionNumber::parse).orElseGet(OptionalLong::empty);
    }

    private static OptionalLong numberFrom(long min, Options options, String name) {
        return numberWithin(min, Long.MAX_VALUE, options, name);
    }

    private static OptionalLong numberWithin(long min, long max, Options options, String name) {
        OptionalLong number = number(options, name);
        return isWithin(number, min, max) ? number : OptionalLong.empty();
    }

    /** The parameters of options whose values were checked; what isn't among them is as in RFC 1350. */
    private static TransferParameters parameters(Options agreed) {
        OptionalLong timeout = number(agreed, OptionNames.TIMEOUT);
        return new TransferParameters(
                (int) number(agreed, OptionNames.BLKSIZE).orElse(TransferParameters.DEFAULT_BLOCK_SIZE_BYTES),
                (int) number(agreed, OptionNames.WINDOWSIZE).orElse(TransferParameters.MIN_WINDOW_SIZE),
                timeout.isPresent() ? OptionalInt.of((int) timeout.getAsLong()) : OptionalInt.empty(),
                number(agreed, OptionNames.TSIZE));
    }

    private static ProtocolException refusal(String message) {
        return new ProtocolException(ErrorCode.OPTION_NEGOTIATION_FAILED, message);
    }
}
