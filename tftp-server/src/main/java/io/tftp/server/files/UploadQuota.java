package io.tftp.server.files;

import io.tftp.core.content.StorageFullException;
import io.tftp.core.file.TemporaryName;
import io.tftp.core.net.EventLoop;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much a directory may hold: all regular files in it, whoever wrote them, and what uploads are bringing.
 *
 * <p>The directory is measured at the first upload, and what uploads bring is added from then on. What was replaced or deleted
 * meanwhile counts until the directory is measured anew: when an upload doesn't fit, but not more often than every ten seconds. So
 * more than the quota is never taken, but for what others write. An announced size is only compared, and nothing set aside for it:
 * or a client could announce all there is, and bring nothing. Thread-safe.
 */
final class UploadQuota {

    static final long MEASURE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path directory;
    private final long mostBytes;
    private final LongSupplier clock;
    private final Object measuring = new Object();
    private boolean measured;
    private long measuredNanos;
    private long storedBytes;
    private long comingBytes;

    UploadQuota(Path directory, long mostBytes) {
        this(directory, mostBytes, EventLoop::nanoTime);
    }

    /** Only for tests to be called from elsewhere, with a clock of theirs. */
    UploadQuota(Path directory, long mostBytes, LongSupplier clock) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * Checks that an upload can fit, and measures the directory if need be: this may take its time.
     *
     * @param declaredBytes its announced size; 0 if it has none
     * @throws StorageFullException if it surely doesn't fit
     */
    void ensureRoom(long declaredBytes) throws StorageFullException {
        synchronized (measuring) {
            if (!isMeasured() || (!fits(declaredBytes) && isStale())) {
                measure();
            }
        }
        if (!fits(declaredBytes)) {
            throw exceeded();
        }
    }

    /** A full directory takes no upload at all, be it of a size that wasn't announced. */
    private synchronized boolean fits(long bytes) {
        return Math.max(bytes, 1) <= mostBytes - storedBytes - comingBytes;
    }

    private synchronized boolean isMeasured() {
        return measured;
    }

    private synchronized boolean isStale() {
        return clock.getAsLong() - measuredNanos > MEASURE_PAUSE_NANOS;
    }

    private void measure() {
        long before = stored();
        Sizes sizes = new Sizes();
        try {
            Files.walkFileTree(directory, sizes);
        } catch (IOException | SecurityException e) {
            // What can't be seen can't be counted.
        }
        synchronized (this) {
            storedBytes = sizes.bytes
                    + storedBytes
                    - before; // what was stored meanwhile may be counted twice, never not at all
            measured = true;
            measuredNanos = clock.getAsLong();
        }
    }

    private synchronized long stored() {
        return storedBytes;
    }

    private StorageFullException exceeded() {
        return new StorageFullException("the quota of " + mostBytes + " bytes for uploads is used up");
    }

    /**
     * An upload brings more. On an event loop: nothing is measured.
     *
     * @throws StorageFullException if that doesn't fit
     */
    synchronized void take(long bytes) throws StorageFullException {
        if (bytes > mostBytes - storedBytes - comingBytes) {
            throw exceeded();
        }
        comingBytes += bytes;
    }

    /** An upload is stored with all that it brought. */
    synchronized void store(long bytes) {
        comingBytes -= bytes;
        storedBytes += bytes;
    }

    /** An upload came to nothing. */
    synchronized void giveBack(long bytes) {
        comingBytes -= bytes;
    }

    /** The regular files of a tree, without those that are being received. */
    private static final class Sizes extends SimpleFileVisitor<Path> {

        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !TemporaryName.matches(String.valueOf(file.getFileName()))) {
                bytes += attributes.size();
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
    }
}
