package io.tftp.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A transfer failed. The subclasses tell how; one that is none of them means a defect in this library.
 *
 * <p>The message begins with the remote file, is a single line, and is safe to print: what the server wrote in it was cleaned
 * of control characters.
 */
public class TftpException extends IOException {

    private static final long serialVersionUID = 1L;

    TftpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
