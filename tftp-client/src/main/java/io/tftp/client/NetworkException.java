package io.tftp.client;

import java.io.IOException;

/**
 * The server can't be reached from here: its name is unknown (the cause is then a {@link java.net.UnknownHostException}),
 * there is no way to its network, its port is closed, or the local address isn't this host's.
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
