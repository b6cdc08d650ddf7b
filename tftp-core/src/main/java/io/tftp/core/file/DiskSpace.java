package io.tftp.core.file;

import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** How much room there is on a disk, and whether an error means that there is none. Any thread may call it. */
public final class DiskSpace {

    /** What the C library says for ENOSPC, EDQUOT and EFBIG when it speaks English, and what Windows says. */
    private static final List<String> FULL_MESSAGES = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "Disc quota exceeded",
            "Quota exceeded",
            "File too large",
            "There is not enough space on the disk");

    /** A write that fails with less room than this left failed for want of room. */
    private static final long NEARLY_FULL_BYTES = 64 * 1024;

    private DiskSpace() {}

    /**
     * Checks that a file of a declared size can fit. There may be less room by the time it comes.
     *
     * @param directory where the file is to be
     * @param sizeBytes its declared size
     * @throws StorageFullException if there is surely less room than that
     */
    public static void ensureRoom(Path directory, long sizeBytes) throws StorageFullException {
        Optional<Long> usable = usableBytes(directory);
        if (usable.isPresent() && usable.get() < sizeBytes) {
            throw new StorageFullException("the disk has no room for " + sizeBytes + " bytes");
        }
    }

    /**
     * Whether an error of a write, a creation or a flush means that the disk or a quota is full. The errors' texts depend on
     * the language of the process, so the room that is left and this system's own words for a full disk count too.
     *
     * @param error what the file system threw
     * @param directory where it was to be written
     * @return true if there is no room
     */
    public static boolean isFull(IOException error, Path directory) {
        if (isNamed(error)) {
            return false;
        }
        String message = error instanceof FileSystemException failure ? failure.getReason() : error.getMessage();
        if (message == null) {
            return false;
        }
        return FULL_MESSAGES.stream().anyMatch(message::contains)
                || LocalWords.FULL.filter(message::equals).isPresent()
                || usableBytes(directory)
                        .filter(room -> room < NEARLY_FULL_BYTES)
                        .isPresent();
    }

    /**
     * Whether an error means that nothing can be written to the file system at all.
     *
     * @param error what the file system threw
     * @param directory where it was to be written
     * @return true if it is mounted read-only
     */
    public static boolean isReadOnly(IOException error, Path directory) {
        if (isNamed(error)) {
            return false;
        }
        try {
            return Files.getFileStore(directory).isReadOnly();
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /** Whether Java has a class of its own for the error: then it is something else. */
    private static boolean isNamed(IOException error) {
        return error instanceof FileSystemException && error.getClass() != FileSystemException.class;
    }

    private static Optional<Long> usableBytes(Path directory) {
        try {
            // File.getUsableSpace is one system call, where a FileStore reads the whole table of mounts; it says 0 for
            // errors.
            long usable = directory.getFileSystem() == FileSystems.getDefault()
                    ? directory.toFile().getUsableSpace()
                    : 0;
            return Optional.of(
                    usable > 0 ? usable : Files.getFileStore(directory).getUsableSpace());
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return Optional.empty();
        }
    }

    /** What this process's language calls a full disk, learnt from the device that always is one. */
    private static final class LocalWords {

        static final Optional<String> FULL = provoke();

        private static Optional<String> provoke() {
            try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
                full.write(ByteBuffer.wrap(new byte[1]));
                return Optional.empty();
            } catch (IOException | RuntimeException e) {
                return e instanceof FileSystemException ? Optional.empty() : Optional.ofNullable(e.getMessage());
            }
        }
    }
}
