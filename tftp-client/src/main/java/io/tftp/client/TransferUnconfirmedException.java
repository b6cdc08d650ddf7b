package io.tftp.client;

/**
 * A put sent everything, but the server never acknowledged the last block: it may or may not have stored the file. To find out, check the
 * server or put the file again.
 */
public final class TransferUnconfirmedException extends TftpException {

    private static final long serialVersionUID = 1L;

    TransferUnconfirmedException(RemoteFile remote) {
        super(
                remote + ": everything was sent, but the server did not acknowledge the last block;"
                        + " it may or may not have stored the file",
                null);
    }
}
