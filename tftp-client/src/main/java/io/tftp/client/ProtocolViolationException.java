package io.tftp.client;

/**
 * The server broke the protocol: it answered in the wrong direction, granted an option or a value that was not requested (RFC 2347), sent
 * oversized blocks, or sent a different number of bytes than it had announced (RFC 2349).
 */
public final class ProtocolViolationException extends TftpException {

    private static final long serialVersionUID = 1L;

    ProtocolViolationException(RemoteFile remote, String what) {
        this(remote, what, "");
    }

    /** One of which there is more to say, in our own words. */
    ProtocolViolationException(RemoteFile remote, String what, String more) {
        super(remote + ": " + ForeignText.clean(what) + more, null);
    }
}
