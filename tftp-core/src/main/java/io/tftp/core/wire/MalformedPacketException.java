package io.tftp.core.wire;

/**
 * A datagram is no TFTP packet. Its code is {@link ErrorCode#ILLEGAL_OPERATION}.
 *
 * <p>It has no stack trace: anyone can send garbage at line rate, and walking the stack would cost more than all the
 * parsing, to show nothing but the codec.
 */
public final class MalformedPacketException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message what is wrong with the packet, for the peer to read
     */
    public MalformedPacketException(String message) {
        super(ErrorCode.ILLEGAL_OPERATION, message, false);
    }
}
