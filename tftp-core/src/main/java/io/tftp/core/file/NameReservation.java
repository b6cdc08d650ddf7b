package io.tftp.core.file;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/**
 * Publishing under a free name without hard links: an empty file that nobody may open takes the name, and the received file
 * takes that file's place.
 *
 * <p>Two received at once can't both take the name, and no reader sees an empty file: it has no permissions for those few
 * microseconds. A process killed between the two calls leaves it behind, for a {@link LeftoverSweeper}.
 */
public final class NameReservation {

    private NameReservation() {}

    /**
     * Whether a file only holds a name for another that is about to appear. A reader that permissions don't stop treats the
     * name as free.
     *
     * @param attributes of the file
     * @return true if it is empty and nobody may open it
     */
    public static boolean isReservation(BasicFileAttributes attributes) {
        return attributes.size() == 0
                && attributes instanceof PosixFileAttributes posix
                && posix.permissions().isEmpty();
    }

    /**
     * Publishes {@code from} under the name {@code to}, which must be free.
     *
     * @param directory where both names are
     * @param from the file
     * @param to its new name
     * @throws java.nio.file.FileAlreadyExistsException if something has that name
     * @throws IOException if it can't be done; the name is then free again
     */
    public static void publish(SinkDirectory directory, Path from, Path to) throws IOException {
        directory.create(to, Set.of()).close();
        try {
            directory.replace(from, to);
        } catch (IOException | RuntimeException e) {
            directory.delete(to);
            throw e;
        }
    }
}
