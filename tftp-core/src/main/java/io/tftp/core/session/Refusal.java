package io.tftp.core.session;

import io.tftp.core.content.ContentChangedException;
import io.tftp.core.content.StorageFullException;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * What a peer is told about an exception of the content. The only place that maps one to the other, and that keeps paths and
 * other inner matters of this host from the wire.
 *
 * @param code the error code to send
 * @param message the message to send
 */
public record Refusal(ErrorCode code, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @param code the error code to send
     * @param message the message to send
     */
    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /**
     * The refusal that fits an exception.
     *
     * @param e what opening, reading, writing or committing content threw
     * @return what the peer is told
     */
    public static Refusal of(Throwable e) {
        Objects.requireNonNull(e, "e");
        if (e instanceof RefusedException refused) {
            return new Refusal(refused.code(), String.valueOf(refused.getMessage()));
        }
        if (e instanceof StorageFullException full) {
            return new Refusal(ErrorCode.DISK_FULL, String.valueOf(full.getMessage()));
        }
        if (e instanceof ContentChangedException changed) {
            return new Refusal(ErrorCode.NOT_DEFINED, String.valueOf(changed.getMessage()));
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return of(ErrorCode.FILE_NOT_FOUND);
        }
        if (e instanceof AccessDeniedException) {
            return of(ErrorCode.ACCESS_VIOLATION);
        }
        if (e instanceof FileAlreadyExistsException) {
            return of(ErrorCode.FILE_ALREADY_EXISTS);
        }
        String what = e instanceof IOException ? "input or output error" : "internal error";
        return new Refusal(ErrorCode.NOT_DEFINED, what);
    }

    /**
     * The packet that says it.
     *
     * @return an ERROR, its message made fit to send
     */
    public ErrorPacket packet() {
        return ErrorPacket.of(code, message);
    }

    private static Refusal of(ErrorCode code) {
        return new Refusal(code, code.description());
    }
}
