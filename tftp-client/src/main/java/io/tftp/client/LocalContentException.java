package io.tftp.client;

/**
 * The content on this side can't be read or written: no such file, no permission, a full disk, a broken pipe. The cause is
 * the exception of the file, stream or channel.
 */
public final class LocalContentException extends TftpException {

    private static final long serialVersionUID = 1L;

    LocalContentException(RemoteFile remote, Throwable cause) {
        super(remote + ": " + LocalErrors.describe(cause), cause);
    }
}
