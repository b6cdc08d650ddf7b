package io.tftp.core.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * The errors of files, said in words that may leave this machine.
 *
 * <p>A file system's own exceptions name the paths it worked on. These name only a label: what the user or the peer called
 * the file. Any thread may call it.
 */
public final class FileErrors {

    private FileErrors() {}

    /**
     * There is no such file.
     *
     * @param label what the file is called
     * @return an exception to throw
     */
    public static NoSuchFileException notFound(String label) {
        return new NoSuchFileException(label, null, "no such file");
    }

    /**
     * The file may not be used in that way.
     *
     * @param label what the file is called
     * @param reason why, in a few words
     * @return an exception to throw
     */
    public static AccessDeniedException denied(String label, String reason) {
        return new AccessDeniedException(label, null, reason);
    }

    /**
     * Something already has that name.
     *
     * @param label what the file is called
     * @return an exception to throw
     */
    public static FileAlreadyExistsException exists(String label) {
        return new FileAlreadyExistsException(label, null, "exists already");
    }

    /**
     * Says an error of the file system again without its paths. Its kind stays, and so does an error that this class made.
     *
     * @param error what the file system threw
     * @param label what the file is called
     * @return an exception to throw, with {@code error} as its cause if it is another
     */
    public static IOException explain(IOException error, String label) {
        if (!(error instanceof FileSystemException failure)) {
            return error;
        }
        if (label.equals(failure.getFile()) && failure.getReason() != null) {
            return error;
        }
        return caused(retell(failure, label), error);
    }

    private static IOException retell(FileSystemException error, String label) {
        if (error instanceof NoSuchFileException || error instanceof NotDirectoryException) {
            return notFound(label);
        }
        if (error instanceof AccessDeniedException) {
            return denied(label, "permission denied");
        }
        if (error instanceof FileAlreadyExistsException) {
            return exists(label);
        }
        String reason = error.getReason();
        return new FileSystemException(label, null, reason == null ? "unknown error" : reason);
    }

    private static IOException caused(IOException said, IOException cause) {
        said.initCause(cause);
        return said;
    }
}
