package io.tftp.client;

import io.tftp.core.wire.ErrorCode;

/** The server ended the transfer with an ERROR packet (RFC 1350 §7): file not found, access denied, disk full, and so on. */
public final class RemoteErrorException extends TftpException {

    private static final long serialVersionUID = 1L;

    /** An int, because an exception's fields have to be serializable. */
    private final int codeValue;

    /** The server's words, not cleaned. */
    private final String serverMessage;

    RemoteErrorException(RemoteFile remote, ErrorCode code, String serverMessage) {
        this(remote, code, serverMessage, "");
    }

    /** One of which there is more to say than the server's words. */
    RemoteErrorException(RemoteFile remote, ErrorCode code, String serverMessage, String more) {
        super(remote + ": server says: " + describe(code, serverMessage) + more, null);
        this.codeValue = code.value();
        this.serverMessage = serverMessage;
    }

    /** The server's words and the number, or the meaning of the number where it says nothing. */
    private static String describe(ErrorCode code, String serverMessage) {
        String words = serverMessage.isBlank() ? code.description() : ForeignText.clean(serverMessage);
        return words + " (" + code.value() + ")";
    }

    /**
     * The error code in the server's ERROR packet.
     *
     * @return the code, which may be one that no RFC defines
     */
    public ErrorCode code() {
        return new ErrorCode(codeValue);
    }

    /**
     * The message in the server's ERROR packet, as received.
     *
     * @return any text, which may be empty or contain control characters: {@link ForeignText#clean clean} it before you print it
     */
    public String serverMessage() {
        return serverMessage;
    }
}
