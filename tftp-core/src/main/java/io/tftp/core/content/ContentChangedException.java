package io.tftp.core.content;

import java.io.IOException;
import java.util.Objects;

/** The content was changed while it was read, so that what was read may be a mixture of two versions. */
public final class ContentChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param message what the peer is told, for people: no path of this host
     */
    public ContentChangedException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }
}
