package io.tftp.core.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file under a {@link TemporaryName}, created, open for writing, and locked where the file system has locks.
 *
 * @param name its name in its directory
 * @param channel its content; closing it gives up the lock
 */
record TemporaryFile(Path name, SeekableByteChannel channel) implements Closeable {

    private static final int ATTEMPTS = 10;

    /**
     * Creates one. A sweeper may take it for a leftover in the moment before it is locked: it counts only if it is still
     * there afterwards.
     */
    static TemporaryFile create(SinkDirectory directory, Set<PosixFilePermission> permissions) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path name = directory.path().getFileSystem().getPath(TemporaryName.create());
            SeekableByteChannel channel;
            try {
                channel = directory.create(name, permissions);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            boolean alive = false;
            try {
                alive = lock(channel) && directory.attributes(name).isPresent();
            } finally {
                if (!alive) {
                    discard(directory, name, channel);
                }
            }
            if (alive) {
                return new TemporaryFile(name, channel);
            }
        }
        throw new IOException("no temporary file could be kept");
    }

    private static void discard(SinkDirectory directory, Path name, SeekableByteChannel channel) throws IOException {
        try (channel) {
            directory.delete(name);
        }
    }

    private static boolean lock(SeekableByteChannel channel) {
        try {
            return !(channel instanceof FileChannel file) || file.tryLock() != null;
        } catch (IOException | UnsupportedOperationException e) {
            // No locks here, as on some network file systems: a sweeper can't get one either, and so leaves the file
            // alone.
            return true;
        }
    }

    /** Waits until the content is on the disk. */
    void force() throws IOException {
        if (channel instanceof FileChannel file) {
            file.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
