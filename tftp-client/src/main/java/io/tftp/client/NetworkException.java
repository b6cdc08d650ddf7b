package io.tftp.client;

import java.io.IOException;

/**
 * The server can't be reached from here: its name is unknown (the cause is then a {@link java.net.UnknownHostException}),
 * there is no way to its network, nothing listens on its port (the cause is a {@link java.net.PortUnreachableException}, where a single address was
 * asked), or the local address isn't this host's.
 */
public final class NetworkException extends TftpException {

    private static final long serialVersionUID = 1L;

    NetworkException(RemoteFile remote, String what) {
        super(remote + ": " + what, null);
    }

    NetworkException(RemoteFile remote, String what, IOException cause) {
        super(remote + ": " + what, cause);
    }
}
