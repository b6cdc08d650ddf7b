package io.tftp.server.files;

import io.tftp.core.file.NameReservation;
import io.tftp.core.file.SinkDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A directory held open: what is done there is done in that directory, whatever its name is by then. */
final class HandleDirectory implements SinkDirectory {

    private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private final SecureDirectoryStream<Path> handle;
    private final Path path;

    HandleDirectory(SecureDirectoryStream<Path> handle, Path path) {
        this.handle = handle;
        this.path = path;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        return attributes(handle, name);
    }

    /** Looks at a name in an open directory, without following it: with permissions, where the file system has them. */
    static Optional<BasicFileAttributes> attributes(SecureDirectoryStream<Path> directory, Path name)
            throws IOException {
        BasicFileAttributeView view =
                directory.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            view = directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            return Optional.of(view.readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException {
        return handle.newByteChannel(name, CREATE, PosixFilePermissions.asFileAttribute(permissions));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        handle.move(from, handle, to);
    }

    /** By reservation, because the JDK can't make a link through a handle. */
    @Override
    public void publish(Path from, Path to) throws IOException {
        NameReservation.publish(this, from, to);
    }

    @Override
    public void delete(Path name) throws IOException {
        try {
            handle.deleteFile(name);
        } catch (NoSuchFileException e) {
            // Gone already, which is what was wanted.
        }
    }

    @Override
    public void sync() throws IOException {
        Path self = path.getFileSystem().getPath(".");
        try (SeekableByteChannel directory = handle.newByteChannel(self, READ)) {
            if (directory instanceof FileChannel file) {
                file.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
