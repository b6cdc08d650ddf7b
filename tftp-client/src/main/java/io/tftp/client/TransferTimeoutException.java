package io.tftp.client;

/** The server never answered, or fell silent in the middle, for longer than the client's timeout and retries allow. */
public final class TransferTimeoutException extends TftpException {

    private static final long serialVersionUID = 1L;

    /** Whether there was an answer before the silence. */
    private final boolean answered;

    TransferTimeoutException(RemoteFile remote, String what, boolean answered) {
        super(remote + ": " + what, null);
        this.answered = answered;
    }

    /**
     * Whether the server had answered at all. If not, there may be no TFTP server, or a packet filter in the way.
     *
     * @return true if it fell silent after an answer
     */
    public boolean answered() {
        return answered;
    }
}
