package io.tftp.client;

/** The transfer was cancelled: by its handle, by an interrupt of the thread that waited, or by closing the client. */
public final class TransferCancelledException extends TftpException {

    private static final long serialVersionUID = 1L;

    TransferCancelledException(RemoteFile remote) {
        super(remote + ": cancelled", null);
    }
}
