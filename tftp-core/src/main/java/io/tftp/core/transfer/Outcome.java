package io.tftp.core.transfer;

import io.tftp.core.wire.ErrorCode;
import java.util.Objects;

/**
 * How a transfer ended.
 *
 * @param kind what happened
 * @param code the error code that was sent or received; {@link ErrorCode#NOT_DEFINED} where there was none
 * @param message what happened, for people; the peer's own words for an error of the peer; empty if there is nothing to say
 */
public record Outcome(Kind kind, ErrorCode code, String message) {

    /** The ways to end. */
    public enum Kind {
        /** Every block was sent and acknowledged, or received and stored. */
        COMPLETED,
        /** Everything was sent and only the last acknowledgment is missing: all is well, or the peer died at the very end. */
        UNCONFIRMED,
        /** A reader asked for the options only, and broke off when it had the answer: not a failure. */
        PROBED,
        /** The peer sent an ERROR. */
        PEER_ERROR,
        /** The peer broke the protocol, and was sent an ERROR where that made sense. */
        PROTOCOL_ERROR,
        /** The peer fell silent. */
        TIMED_OUT,
        /** This side gave up: cancelled, out of space, unreadable. The peer was sent an ERROR. */
        ABORTED
    }

    static final Outcome COMPLETED = new Outcome(Kind.COMPLETED, ErrorCode.NOT_DEFINED, "");

    /**
     * Checks that nothing is missing.
     *
     * @param kind what happened
     * @param code the error code
     * @param message what happened, for people
     */
    public Outcome {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    static Outcome of(Kind kind, String message) {
        return new Outcome(kind, ErrorCode.NOT_DEFINED, message);
    }

    /**
     * For logs. A peer's words in it are as they came.
     *
     * @return such as {@code TIMED_OUT: no answer for 22.0 s}, or {@code PEER_ERROR FILE_NOT_FOUND (1): no such file}
     */
    @Override
    public String toString() {
        boolean hasCode = kind == Kind.PEER_ERROR || kind == Kind.PROTOCOL_ERROR || kind == Kind.ABORTED;
        return kind + (hasCode ? " " + code : "") + (message.isEmpty() ? "" : ": " + message);
    }

    /**
     * Whether the content arrived, as far as this side can know.
     *
     * @return true for {@link Kind#COMPLETED} and {@link Kind#UNCONFIRMED}
     */
    public boolean succeeded() {
        return kind == Kind.COMPLETED || kind == Kind.UNCONFIRMED;
    }
}
