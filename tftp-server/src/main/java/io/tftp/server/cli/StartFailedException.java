package io.tftp.server.cli;

import org.jspecify.annotations.Nullable;

/** The daemon can't start, for a reason that its operator can do something about: the message says what. */
final class StartFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    StartFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
