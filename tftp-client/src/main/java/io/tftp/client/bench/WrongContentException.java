package io.tftp.client.bench;

import io.tftp.core.session.RefusedException;
import io.tftp.core.wire.ErrorCode;

/** A server sent something else than it should have. */
final class WrongContentException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /** How many bytes were right. */
    private final long offset;

    WrongContentException(String what, long offset) {
        super(ErrorCode.NOT_DEFINED, what);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }
}
