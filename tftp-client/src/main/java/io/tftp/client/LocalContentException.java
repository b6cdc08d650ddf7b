package io.tftp.client;

/**
 * The local content can't be read or written, for example because of a missing file, missing permission, a full disk or a broken pipe.
 * The cause is the exception of the file, stream or channel.
 */
public final class LocalContentException extends TftpException {

    private static final long serialVersionUID = 1L;

    LocalContentException(RemoteFile remote, Throwable cause) {
        super(remote + ": " + LocalErrors.describe(cause), cause);
    }
}
