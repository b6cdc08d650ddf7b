package io.tftp.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A directory reached by its path: for programs that trust whoever may rename what lies on the way to it.
 *
 * <p>Works on every file system that Java knows. Any thread may use it.
 */
public final class PathDirectory implements SinkDirectory {

    private static final Set<StandardOpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path path;
    private final boolean posix;

    /**
     * Creates it; nothing is opened.
     *
     * @param path of an existing directory
     */
    public PathDirectory(Path path) {
        this.path = path;
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            Class<? extends BasicFileAttributes> kind = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
            return Optional.of(Files.readAttributes(path.resolve(name), kind, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException {
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
        return Files.newByteChannel(path.resolve(name), CREATE, attributes);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(
                path.resolve(from),
                path.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives the file its new name as a second link, or reserves the name with an empty file where there are no links. */
    @Override
    public void publish(Path from, Path to) throws IOException {
        try {
            Files.createLink(path.resolve(to), path.resolve(from));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            NameReservation.publish(this, from, to);
            return;
        }
        delete(from);
    }

    @Override
    public void delete(Path name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
