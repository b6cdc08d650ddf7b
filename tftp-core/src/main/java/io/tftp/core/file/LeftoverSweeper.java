package io.tftp.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Removes the temporary files that processes left behind when they were killed.
 *
 * <p>A file goes only if it is a regular one under a {@link TemporaryName}, of another process, and nobody holds its lock.
 * This process's own are left alone without a look: locks belong to a process, and closing any descriptor of a file gives up
 * the process's lock on it. Symbolic links are not followed, and what can't be read or removed is passed over.
 */
public final class LeftoverSweeper {

    private LeftoverSweeper() {}

    /**
     * Removes the leftovers in a directory and in all directories below it. It waits for the disk: a large tree takes
     * seconds.
     *
     * @param root the directory
     * @return how many files were removed
     */
    public static int sweep(Path root) {
        Sweep sweep = new Sweep();
        try {
            Files.walkFileTree(root, sweep);
        } catch (IOException | SecurityException e) {
            // What was removed until then is removed; leftovers are a matter of tidiness.
        }
        return sweep.removed;
    }

    private static final class Sweep extends SimpleFileVisitor<Path> {

        private int removed;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (attributes.isRegularFile()
                    && TemporaryName.matches(name)
                    && !TemporaryName.isOwn(name)
                    && remove(file)) {
                removed++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException error) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error) {
            return FileVisitResult.CONTINUE;
        }

        /** Removes the file while holding its lock, so that its owner, if there is one, notices. */
        private static boolean remove(Path file) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock lock = channel.tryLock()) {
                return lock != null && Files.deleteIfExists(file);
            } catch (IOException | OverlappingFileLockException | UnsupportedOperationException | SecurityException e) {
                return false;
            }
        }
    }
}
