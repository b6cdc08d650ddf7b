package io.tftp.client;

/** The server never answered, or stopped answering in the middle of the transfer, for longer than the timeout and retries allow. */
public final class TransferTimeoutException extends TftpException {

    private static final long serialVersionUID = 1L;

    /** Whether there was an answer before the silence. */
    private final boolean answered;

    TransferTimeoutException(RemoteFile remote, String what, boolean answered) {
        super(remote + ": " + what, null);
        this.answered = answered;
    }

    /**
     * Whether the server had answered at all. If not, there may be no TFTP server, or a firewall may block the packets.
     *
     * @return true if it stopped answering in the middle of the transfer
     */
    public boolean answered() {
        return answered;
    }
}
