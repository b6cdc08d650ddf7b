package io.tftp.client;

import java.io.IOException;

/**
 * The server can't be reached. Its name is unknown (the cause is a {@link java.net.UnknownHostException}), there is no route to its
 * network, the local address isn't this host's, or an ICMP message said that nothing listens on its UDP port (the cause is a {@link
 * java.net.PortUnreachableException}, unless several addresses were asked).
 */
public final class NetworkException extends TftpException {

    private static final long serialVersionUID = 1L;

    /** Whether the server had answered before. */
    private final boolean answered;

    NetworkException(RemoteFile remote, String what) {
        super(remote + ": " + what, null);
        this.answered = false;
    }

    NetworkException(RemoteFile remote, String what, IOException cause) {
        this(remote, what, cause, false);
    }

    NetworkException(RemoteFile remote, String what, IOException cause, boolean answered) {
        super(remote + ": " + what, cause);
        this.answered = answered;
    }

    /**
     * Whether the server had answered, and closed its port in the middle of the transfer.
     *
     * @return true if the transfer was under way; false if it never began
     */
    public boolean answered() {
        return answered;
    }
}
