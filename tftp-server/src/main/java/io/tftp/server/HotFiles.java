package io.tftp.server;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.file.FileSource;
import io.tftp.core.file.FileStamp;
import io.tftp.core.loop.Clock;
import io.tftp.server.files.LocalFileSystems;
import io.tftp.server.files.ServedDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Small files that were opened twice just now, in memory: machines that boot together ask for the same ones. Thread-safe.
 *
 * <p>Nobody gets an old version: each time the system is asked, in one call, whether the name still leads to the file that was
 * read, unchanged. That call waits for nobody, because the file is on a local file system and was open within the last second.
 * After that second it has to be opened again: so rights that were taken away count again, too.
 */
final class HotFiles {

    private static final int LARGEST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_NAMES = 2048;
    private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServedDirectory directory;
    private final Clock clock;
    private final LocalFileSystems local = new LocalFileSystems();
    private final Map<String, Entry> entries = new LinkedHashMap<>(); // the oldest first
    private long bytes;

    /** When a name was last asked for, and the file as it was read then or before: to ask again does not keep it hot. */
    private record Entry(long askedNanos, @Nullable HotFile file) {

        boolean isAskedJustNow(long now) {
            return isJustNow(askedNanos, now);
        }

        @Nullable
        HotFile hotFile(long now) {
            return file != null && isJustNow(file.readNanos, now) ? file : null;
        }

        boolean isOfUse(long now) {
            return isAskedJustNow(now) || hotFile(now) != null;
        }

        int bytes() {
            return file == null ? 0 : file.content.capacity();
        }
    }

    private record HotFile(Path path, FileStamp stamp, ByteBuffer content, long readNanos) {

        boolean isUnchanged() {
            return look(path).filter(stamp::equals).isPresent();
        }
    }

    private static Optional<FileStamp> look(Path path) {
        try {
            return Optional.of(FileStamp.at(path));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    HotFiles(ServedDirectory directory) {
        this(directory, Clock.system());
    }

    /** Only for tests to be called from elsewhere, with a clock of theirs. */
    HotFiles(ServedDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Finds a file that is hot. Doesn't wait.
     *
     * @param name what it is asked for by
     * @return its content; empty if it isn't hot, or was changed since
     */
    Optional<BlockSource> find(String name) {
        HotFile file = hotFile(name);
        return file != null && file.isUnchanged() ? Optional.of(new BufferSource(file.content)) : Optional.empty();
    }

    /**
     * Opens a file, which is hot from then on if it is the second time within a second, the file is small, and it can be told
     * later whether it was changed.
     *
     * @param name what it is asked for by
     * @return its content
     * @throws IOException as {@link ServedDirectory#openRead}
     */
    BlockSource open(String name) throws IOException {
        if (!isAskedAgain(name)) {
            return directory.openRead(name);
        }
        Optional<Path> path = directory.pathOf(name);
        Instant before = clock.instant();
        Optional<FileStamp> stamp = path.flatMap(HotFiles::look);
        BlockSource opened = directory.openRead(name);
        if (path.isEmpty()
                || stamp.isEmpty()
                || !(opened instanceof FileSource source)
                || !isFit(source, stamp.get(), before)) {
            return opened;
        }
        try (source) {
            ByteBuffer content = ByteBuffer.allocate((int) stamp.get().sizeBytes());
            source.read(content);
            if (!source.isConfirmed()) {
                source.confirm();
            }
            ByteBuffer readOnly = content.flip().asReadOnlyBuffer();
            HotFile file = new HotFile(path.get(), stamp.get(), readOnly, clock.nanoTime());
            if (file.isUnchanged() && local.hold(path.get())) {
                put(name, new Entry(file.readNanos, file));
            }
            return new BufferSource(readOnly);
        }
    }

    /** Whether what was opened is small, is what was looked at, and wasn't changed only just now. */
    private static boolean isFit(FileSource source, FileStamp stamp, Instant before) {
        return stamp.sizeBytes() <= LARGEST_BYTES
                && stamp.key() != null
                && stamp.isSettled(before)
                && stamp.equals(source.stamp());
    }

    private static boolean isJustNow(long nanos, long now) {
        return now - nanos < HOT_NANOS;
    }

    private synchronized boolean isAskedAgain(String name) {
        Entry before = entries.get(name);
        long now = clock.nanoTime();
        put(name, new Entry(now, before == null ? null : before.hotFile(now)));
        return before != null && before.isAskedJustNow(now);
    }

    private synchronized @Nullable HotFile hotFile(String name) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.hotFile(clock.nanoTime());
    }

    private synchronized void put(String name, Entry entry) {
        Entry before = entries.remove(name);
        entries.put(name, entry);
        bytes += entry.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry each = oldest.next();
            if (each.isOfUse(entry.askedNanos) && bytes <= MOST_BYTES && entries.size() <= MOST_NAMES) {
                break;
            }
            bytes -= each.bytes();
            oldest.remove();
        }
    }
}
