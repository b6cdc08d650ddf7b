package io.tftp.client;

/** The transfer was cancelled: through its {@link TftpTransfer}, by interrupting the waiting thread, or by closing the client. */
public final class TransferCancelledException extends TftpException {

    private static final long serialVersionUID = 1L;

    TransferCancelledException(RemoteFile remote) {
        super(remote + ": cancelled", null);
    }
}
