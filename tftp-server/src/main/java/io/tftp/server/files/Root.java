package io.tftp.server.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The served directory, held open: whatever happens to its name, its content is reached through the handle.
 *
 * @param handle the open directory; many threads may use it at once, since the JDK only reads the descriptor
 * @param path its real path
 * @param configured the path that the operator gave, absolute; symbolic links in the tree may name either
 * @param key the directory's identity
 */
record Root(
        SecureDirectoryStream<Path> handle,
        Path path,
        Path configured,
        @Nullable Object key) implements Closeable {

    /**
     * Opens a directory.
     *
     * @return empty where the system can't open files relative to a handle, or files have no identity
     * @throws IOException if there is no such directory or it can't be read
     */
    static Optional<Root> open(Path directory) throws IOException {
        Path configured = directory.toAbsolutePath();
        Path real = configured.toRealPath();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
            if (!(stream instanceof SecureDirectoryStream<Path> opened)) {
                return Optional.empty();
            }
            Object key = keyOf(opened);
            if (key == null) {
                return Optional.empty();
            }
            Path self = real.getFileSystem().getPath(".");
            return Optional.of(new Root(opened.newDirectoryStream(self), real, configured, key));
        }
    }

    private static @Nullable Object keyOf(SecureDirectoryStream<Path> handle) throws IOException {
        return handle.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    /** Whether an open directory is the one that was looked at before. */
    static boolean isSame(SecureDirectoryStream<Path> handle, @Nullable Object key) throws IOException {
        return key != null && key.equals(keyOf(handle));
    }

    /** What an absolute path in a symbolic link means here: relative to the root, or empty if it leads elsewhere. */
    Optional<Path> relativize(Path target) {
        if (target.startsWith(path)) {
            return Optional.of(path.relativize(target));
        }
        return target.startsWith(configured) ? Optional.of(configured.relativize(target)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
