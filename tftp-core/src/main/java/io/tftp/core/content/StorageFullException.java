package io.tftp.core.content;

import java.io.IOException;
import java.util.Objects;

/** There is no room for the content: the disk or a quota is full, or a limit on its size was reached. */
public final class StorageFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message what was full, fit for the peer to read
     */
    public StorageFullException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }

    /**
     * Creates it from the error that showed it.
     *
     * @param message what was full, fit for the peer to read
     * @param cause the error of the file system
     */
    public StorageFullException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
    }
}
