package io.tftp.client;

/**
 * A put sent everything and the server never acknowledged the last block: it may have stored the file or not. Looking there,
 * or putting the file once more, tells.
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
