package io.tftp.core.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * The directory that a file is received into: the few things that {@link FileSink} does by name.
 *
 * <p>Every name is a single component, and is never followed when it is a symbolic link. Used by one thread at a time; the
 * sink closes it.
 */
public interface SinkDirectory extends Closeable {

    /**
     * Where the directory is, to make names and to measure the room on its disk.
     *
     * @return the path, never used to open anything
     */
    Path path();

    /**
     * Looks at a name.
     *
     * @param name a name in this directory
     * @return its attributes, of the POSIX kind where there are such; empty if there is no such name
     * @throws IOException if it can't be told
     */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException;

    /**
     * Creates a file that didn't exist and opens it for writing.
     *
     * @param name a name in this directory
     * @param permissions the most that the file may allow; the process's umask is taken off. Ignored where there are no such
     * @return the open file
     * @throws java.nio.file.FileAlreadyExistsException if the name exists
     * @throws IOException if it can't be created
     */
    SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException;

    /**
     * Renames a file, at once and over what has the new name.
     *
     * @param from the file
     * @param to its new name
     * @throws IOException if it can't be done
     */
    void replace(Path from, Path to) throws IOException;

    /**
     * Renames a file to a name that nothing has, at once.
     *
     * @param from the file
     * @param to its new name
     * @throws java.nio.file.FileAlreadyExistsException if something has that name, which then stays as it is
     * @throws IOException if it can't be done
     */
    void publish(Path from, Path to) throws IOException;

    /**
     * Removes a file if it is there.
     *
     * @param name a name in this directory
     * @throws IOException if it is there and can't be removed
     */
    void delete(Path name) throws IOException;

    /**
     * Makes the names durable.
     *
     * @throws IOException if it can't be done, as on systems that don't let a directory be opened
     */
    void sync() throws IOException;
}
