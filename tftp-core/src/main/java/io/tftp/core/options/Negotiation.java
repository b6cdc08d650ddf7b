package io.tftp.core.options;

import static io.tftp.core.options.OptionValues.isWithin;
import static io.tftp.core.options.OptionValues.number;

import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Options.Option;
import io.tftp.core.wire.ProtocolException;
import java.util.Objects;
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
         * Checks that nothing is missing.
         *
         * @param parameters what the transfer goes by
         * @param granted the options to acknowledge: names as the client wrote them, in its order
         */
        public Answer {
            Objects.requireNonNull(parameters, "parameters");
            Objects.requireNonNull(granted, "granted");
        }

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
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(limits, "limits");
        sizeToTell.ifPresent(size -> Ranges.require("size", size, 0, Long.MAX_VALUE));
        // RFC 2349, Transfer Size Option Specification: "the size of the file, in octets, is returned in the OACK." Not
        // that of an empty file: curl takes tsize=0 for an error.
        boolean telling = number(asked, OptionNames.TSIZE).isPresent() && sizeToTell.orElse(0) > 0;
        return answering(asked, limits)
                .variableWindow()
                .transferSize(telling ? sizeToTell : OptionalLong.empty())
                .answer();
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
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(limits, "limits");
        // RFC 2349, Transfer Size Option Specification: "In Write Request packets, the size of the file, in octets, is
        // specified in the request and echoed back in the OACK."
        return answering(asked, limits)
                .transferSize(number(asked, OptionNames.TSIZE))
                .answer();
    }

    private static ServerAnswer answering(Options asked, Limits limits) {
        return new ServerAnswer(asked, limits)
                .blockSize()
                .rollover()
                .windowSize()
                .timeout();
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
        Objects.requireNonNull(asked, "asked");
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
        return OptionValues.parameters(granted);
    }

    /**
     * Whether a granted value may follow from the one we asked. An option of the caller's own is the caller's to judge.
     */
    private static boolean honours(Option granted, long asked) {
        OptionalLong value = OptionNumber.parse(granted.value());
        if (granted.isNamed(OptionNames.BLKSIZE)) {
            return isBlockSizeUpTo(asked, value);
        }
        if (granted.isNamed(OptionNames.BLKSIZE2)) {
            return isBlockSizeUpTo(asked, value) && Long.bitCount(value.getAsLong()) == 1;
        }
        if (granted.isNamed(OptionNames.WINDOWSIZE)) {
            // RFC 7440 §3: "The specified value MUST be less than or equal to the value specified by the client."
            long max = Math.min(asked, TransferParameters.MAX_WINDOW_SIZE);
            return isWithin(value, TransferParameters.MIN_WINDOW_SIZE, max);
        }
        if (granted.isNamed(OptionNames.TIMEOUT)) {
            // RFC 2349, Timeout Interval Option Specification: "The specified timeout value must match the value
            // specified by the client."
            return isWithin(value, TransferParameters.MIN_TIMEOUT_SECONDS, TransferParameters.MAX_TIMEOUT_SECONDS)
                    && value.getAsLong() == asked;
        }
        if (granted.isNamed(OptionNames.UTIMEOUT)) {
            return isWithin(value, TransferParameters.MIN_TIMEOUT_MICROS, TransferParameters.MAX_TIMEOUT_MICROS)
                    && value.getAsLong() == asked;
        }
        if (granted.isNamed(OptionNames.ROLLOVER)) {
            return isWithin(value, 0, 1) && value.getAsLong() == asked;
        }
        if (granted.isNamed(OptionNames.MSFTWINDOW)) {
            return asked == OptionValues.MSFTWINDOW_ASKED && value.orElse(0) == OptionValues.MSFTWINDOW_GRANTED;
        }
        return !granted.isNamed(OptionNames.TSIZE) || value.isPresent();
    }

    // RFC 2348, Blocksize Option Specification: "The specified value must be less than or equal to the value specified
    // by
    // the client."
    private static boolean isBlockSizeUpTo(long asked, OptionalLong value) {
        long max = Math.min(asked, TransferParameters.MAX_BLOCK_SIZE_BYTES);
        return isWithin(value, TransferParameters.MIN_BLOCK_SIZE_BYTES, max);
    }

    private static ProtocolException refusal(String message) {
        return new ProtocolException(ErrorCode.OPTION_NEGOTIATION_FAILED, message);
    }
}
