package io.tftp.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Removes what processes left behind when they were killed: temporary files, and names taken for files that were about to
 * appear ({@link NameReservation}).
 *
 * <p>A temporary file goes only if it is a regular one under a {@link TemporaryName}, of another process, and nobody holds its lock.
 * This process's own are left alone without a look: locks belong to a process, and closing any descriptor of a file gives up
 * the process's lock on it. A name is taken for microseconds: one that has been for {@link #RESERVED_FOR_LONG} has nobody
 * behind it. Symbolic links are not followed, and what can't be read or removed is passed over.
 */
public final class LeftoverSweeper {

    /** After so long, a name that is only reserved is a leftover. */
    public static final Duration RESERVED_FOR_LONG = Duration.ofSeconds(2);

    /**
     * How long nothing was written to a temporary file that is taken for a leftover in a directory that several hosts may share:
     * where locks of one host mean nothing on another, only that shows that nobody receives it. A transfer that makes no progress is
     * given up in minutes.
     */
    public static final Duration UNTOUCHED_FOR_LONG = Duration.ofHours(1);

    /** So many names are looked at in any case. It takes a few milliseconds. */
    private static final int FEWEST_NAMES = 1_000;

    private LeftoverSweeper() {}

    /**
     * Removes the temporary files that others left in one directory, not below it, and wrote to {@link #UNTOUCHED_FOR_LONG} ago. For
     * who shares the directory with others, and receives into it only now and then.
     *
     * @param directory the directory; it may be a large one
     * @param now the time, by the clock of the directory's file system
     * @param enough asked now and then: whether there is no more time for it; the first thousand names are looked at all the same
     * @return how many files were removed
     */
    public static int sweepDirectory(Path directory, Instant now, BooleanSupplier enough) {
        Instant longAgo = now.minus(UNTOUCHED_FOR_LONG);
        int removed = 0;
        int names = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (++names > FEWEST_NAMES && enough.getAsBoolean()) {
                    break;
                }
                removed += isUntouched(file, longAgo) && Sweep.remove(file) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            // What was removed until then is removed; leftovers are a matter of tidiness.
        }
        return removed;
    }

    private static boolean isUntouched(Path file, Instant longAgo) {
        String name = String.valueOf(file.getFileName());
        if (!TemporaryName.matches(name) || TemporaryName.isOwn(name)) {
            return false;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    && attributes.lastModifiedTime().toInstant().isBefore(longAgo);
        } catch (IOException e) {
            return false; // gone
        }
    }

    /**
     * Removes the leftovers in a directory and in all directories below it. It waits for the disk: a large tree takes
     * seconds.
     *
     * @param root the directory
     * @param now the time, by the clock of the directory's file system
     * @return how many files were removed
     */
    public static int sweep(Path root, Instant now) {
        Sweep sweep = new Sweep(now.minus(RESERVED_FOR_LONG));
        try {
            Files.walkFileTree(root, sweep);
        } catch (IOException | SecurityException e) {
            // What was removed until then is removed; leftovers are a matter of tidiness.
        }
        return sweep.removed;
    }

    private static final class Sweep extends SimpleFileVisitor<Path> {

        private final Instant longAgo;
        private int removed;

        Sweep(Instant longAgo) {
            this.longAgo = longAgo;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                String name = String.valueOf(file.getFileName());
                boolean gone = TemporaryName.matches(name)
                        ? !TemporaryName.isOwn(name) && remove(file)
                        : attributes.size() == 0 && removeReservation(file);
                removed += gone ? 1 : 0;
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean removeReservation(Path file) {
            try {
                BasicFileAttributes now =
                        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return NameReservation.isReservation(now)
                        && now.lastModifiedTime().toInstant().isBefore(longAgo)
                        && Files.deleteIfExists(file);
            } catch (IOException | UnsupportedOperationException | SecurityException e) {
                // Gone, or not ours to remove; or a file system without permissions, where nothing is reserved by them.
                return false;
            }
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
