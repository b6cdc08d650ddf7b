package io.tftp.server;

import java.io.IOException;
import java.util.Objects;

/** A transfer was ended because it ran into a limit: the cause in its {@link TransferRecord}. */
public final class LimitReachedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Which one. */
    private final Limit limit;

    /**
     * Creates it.
     *
     * @param limit which one
     * @param message what happened, fit for the peer to read
     */
    public LimitReachedException(Limit limit, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * The limit.
     *
     * @return which one
     */
    public Limit limit() {
        return limit;
    }
}
