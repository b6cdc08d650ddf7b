package io.tftp.core.session;

import io.tftp.core.wire.ErrorCode;
import java.io.IOException;
import java.util.Objects;

/**
 * Content refuses a transfer, or to go on with it, with an error code of its choice. Thrown by request handlers, sources and
 * sinks; other exceptions get the code that fits their type.
 */
public class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    /**
     * Creates it.
     *
     * @param code what the peer is told
     * @param message what the peer is told, for people: no path of this host
     */
    public RefusedException(ErrorCode code, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * What the peer is told.
     *
     * @return the code
     */
    public ErrorCode code() {
        return code;
    }
}
