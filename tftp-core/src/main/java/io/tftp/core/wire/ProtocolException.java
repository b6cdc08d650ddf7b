package io.tftp.core.wire;

/**
 * The peer broke the protocol. It carries the error to answer with; when we are wrong ourselves, that is an
 * {@link IllegalArgumentException} or {@link IllegalStateException} and is never sent.
 *
 * <p>The message may quote the peer, so it is made fit to send, and to log, on the way in: see {@link ErrorPacket#of}.
 */
public class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An int, because an exception's fields have to be serializable. */
    private final int codeValue;

    /**
     * Creates it.
     *
     * @param code the error to send
     * @param message what the peer did, for the peer to read
     */
    public ProtocolException(ErrorCode code, String message) {
        super(ErrorPacket.fit(message));
        this.codeValue = code.value();
    }

    /**
     * Creates it, with or without a stack trace.
     *
     * @param code the error to send
     * @param message what the peer did, for the peer to read
     * @param writableStackTrace false to leave out the stack trace and what it costs
     */
    protected ProtocolException(ErrorCode code, String message, boolean writableStackTrace) {
        super(ErrorPacket.fit(message), null, false, writableStackTrace);
        this.codeValue = code.value();
    }

    /**
     * The error to send.
     *
     * @return its code
     */
    public ErrorCode code() {
        return new ErrorCode(codeValue);
    }

    /**
     * The packet to answer with, where an answer is due at all.
     *
     * @return an error of this code and message
     */
    public ErrorPacket toPacket() {
        return ErrorPacket.of(code(), String.valueOf(getMessage()));
    }
}
