package io.tftp.core.content;

import java.io.IOException;
import java.util.Objects;

/** There is no room for the content: the disk or a quota is full, or a limit on its size was reached. */
public final class StorageFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /** For whoever runs this side, and not for the peer. */
    private final String detail;

    /**
     * Creates it.
     *
     * @param message what was full, fit for the peer to read
     */
    public StorageFullException(String message) {
        this(message, "");
    }

    /**
     * Creates it, with more for this side's log.
     *
     * @param message what was full, fit for the peer to read
     * @param detail how full it was and what helps, for the operator and not for the peer; empty if there is no more to say
     */
    public StorageFullException(String message, String detail) {
        super(Objects.requireNonNull(message, "message"));
        this.detail = Objects.requireNonNull(detail, "detail");
    }

    /**
     * Creates it from the error that showed it.
     *
     * @param message what was full, fit for the peer to read
     * @param cause the error of the file system
     */
    public StorageFullException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
        this.detail = "";
    }

    /**
     * What the peer isn't told.
     *
     * @return how full it was and what helps; empty if there is no more to say
     */
    public String detail() {
        return detail;
    }
}
