package io.tftp.client;

import io.tftp.core.content.StorageFullException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says in plain words what a local file or stream threw: Java's own messages are often a bare path. */
final class LocalErrors {

    private LocalErrors() {}

    static String describe(Throwable error) {
        if (error instanceof StorageFullException) {
            return "the local disk is full";
        }
        if (error instanceof FileSystemException failure && failure.getFile() != null) {
            return failure.getFile() + ": " + reason(failure);
        }
        @Nullable String message = error.getMessage();
        return "local content: " + (message == null ? error.getClass().getSimpleName() : message);
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        return failure instanceof AccessDeniedException ? "permission denied" : "can't be used";
    }
}
