package io.tftp.server.files;

import io.tftp.core.content.StorageFullException;
import io.tftp.core.loop.Clock;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.session.RefusedException;
import io.tftp.core.wire.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much a directory may hold: all regular files in it, whoever wrote them, and what uploads are bringing.
 *
 * <p>The directory is measured once at the start, on a thread of its own, and what uploads bring is added from then on. What was replaced
 * or deleted meanwhile counts until the directory is measured anew: when an upload doesn't fit, or little room is left, but not more often
 * than every ten seconds, and so seldom that it takes a twentieth of the time at most. So more than the quota is never taken, but for what others
 * write. An announced size is only compared, and nothing set aside for it: or a client could announce all there is, and bring nothing.
 *
 * <p>However long the measuring takes, an upload is answered within {@link #PATIENCE}; and since the threads that open uploads
 * open what is read too, only {@value #MOST_WAITING} wait even so long. Thread-safe.
 */
final class UploadQuota implements Closeable {

    static final long MEASURE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final int MOST_WAITING = 2;

    /** So many times as long as the measuring took it isn't done again. */
    private static final int PAUSES = 20;

    private final long mostBytes;
    private final Supplier<OptionalLong> measure;
    private final Duration patience;
    private final LongSupplier clock;
    private final ContentPool background = new ContentPool("tftp-quota", 1);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile boolean closed;

    // Guarded by this.
    private @Nullable CountDownLatch measuring;
    private boolean measured;
    private boolean tried;
    private long pauseNanos;
    private long endedNanos;
    private long storedBytes;
    private long comingBytes;

    /** Creates it, and begins to measure. */
    UploadQuota(Path directory, long mostBytes) {
        this.mostBytes = mostBytes;
        this.measure = () -> TreeSize.measure(directory, () -> closed);
        this.patience = PATIENCE;
        this.clock = Clock.system()::nanoTime;
        startMeasuring();
    }

    /** Only for tests to be called from elsewhere, with a tree, a patience and a clock of theirs. */
    UploadQuota(long mostBytes, Supplier<OptionalLong> measure, Duration patience, LongSupplier clock) {
        this.mostBytes = mostBytes;
        this.measure = measure;
        this.patience = patience;
        this.clock = clock;
        startMeasuring();
    }

    /**
     * Checks that an upload can fit. May wait for a short time.
     *
     * @param declaredBytes its announced size; 0 if it has none
     * @throws StorageFullException if it surely doesn't fit
     * @throws RefusedException if that isn't known yet
     */
    void ensureRoom(long declaredBytes) throws IOException {
        CountDownLatch measurement = measurementFor(declaredBytes);
        if (measurement != null) {
            await(measurement);
        }
        synchronized (this) {
            if (!measured) {
                throw new RefusedException(
                        ErrorCode.NOT_DEFINED, "the stored files are still being counted for the quota; try again");
            }
            if (!fits(declaredBytes)) {
                throw exceeded(declaredBytes);
            }
        }
    }

    /** What has to end before an upload can be judged; null if it can be now. */
    private synchronized @Nullable CountDownLatch measurementFor(long bytes) {
        if (measured && fits(bytes)) {
            return null;
        }
        startMeasuring();
        return measuring;
    }

    private void await(CountDownLatch measurement) {
        if (!waiting.tryAcquire()) {
            return;
        }
        try {
            measurement.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
    }

    /** A full directory takes no upload at all, be it of a size that wasn't announced. */
    private boolean fits(long bytes) {
        return Math.max(bytes, 1) <= mostBytes - storedBytes - comingBytes;
    }

    /** Begins to measure, unless that is being done or was done only just now. */
    private synchronized void startMeasuring() {
        boolean tooEarly = tried && clock.getAsLong() - endedNanos <= pauseNanos;
        if (closed || measuring != null || tooEarly) {
            return;
        }
        CountDownLatch measurement = new CountDownLatch(1);
        measuring = measurement;
        background.execute(() -> measure(measurement));
    }

    private void measure(CountDownLatch measurement) {
        long before = stored();
        long begunNanos = clock.getAsLong();
        OptionalLong found = OptionalLong.empty();
        try {
            found = measure.get();
        } finally {
            ended(found, before, begunNanos);
            measurement.countDown();
        }
    }

    private synchronized long stored() {
        return storedBytes;
    }

    private synchronized void ended(OptionalLong found, long storedBefore, long begunNanos) {
        if (found.isPresent()) {
            // What was stored meanwhile may be counted twice, never not at all.
            storedBytes = found.getAsLong() + storedBytes - storedBefore;
            measured = true;
        }
        measuring = null;
        tried = true;
        endedNanos = clock.getAsLong();
        pauseNanos = Math.max(MEASURE_PAUSE_NANOS, PAUSES * (endedNanos - begunNanos));
    }

    /** Who uploads learns that there is too little room; how much there is and what is stored is the operator's to know. */
    private StorageFullException exceeded(long bytes) {
        String asked = bytes > 0 ? String.format(Locale.ROOT, "%,d more needed", bytes) : "size not announced";
        return new StorageFullException(
                "not enough room left in the server's quota for uploads",
                String.format(
                        Locale.ROOT,
                        "quota %,d bytes: %,d stored, %,d in uploads under way, %s; a replaced file counts until the new one is"
                                + " stored. Delete files or raise the quota",
                        mostBytes,
                        storedBytes,
                        comingBytes,
                        asked));
    }

    /**
     * An upload brings more. On an event loop: nothing is waited for.
     *
     * @throws StorageFullException if that doesn't fit
     */
    synchronized void take(long bytes) throws StorageFullException {
        if (bytes > mostBytes - storedBytes - comingBytes) {
            throw exceeded(bytes);
        }
        comingBytes += bytes;
    }

    /** An upload is stored with all that it brought. Before there is no room left, what was replaced or deleted is found out. */
    synchronized void store(long bytes) {
        comingBytes -= bytes;
        storedBytes += bytes;
        if (mostBytes - storedBytes < mostBytes / 10) {
            startMeasuring();
        }
    }

    /** An upload came to nothing. */
    synchronized void giveBack(long bytes) {
        comingBytes -= bytes;
    }

    /** Gives up measuring, and waits for nothing. */
    @Override
    public void close() {
        closed = true;
        background.close(Duration.ZERO);
    }
}
