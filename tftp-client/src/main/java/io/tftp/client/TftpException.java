package io.tftp.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A transfer failed. The subclass says how; an exception of this class itself indicates a bug in this library.
 *
 * <p>The message is a single line that begins with the remote file. It is safe to print: control characters in the server's text are
 * replaced.
 */
public class TftpException extends IOException {

    private static final long serialVersionUID = 1L;

    TftpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
