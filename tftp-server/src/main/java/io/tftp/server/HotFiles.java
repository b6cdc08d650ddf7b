package io.tftp.server;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import io.tftp.core.file.FileStamp;
import io.tftp.core.net.EventLoop;
import io.tftp.server.files.FileLook;
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
import java.util.function.Supplier;
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
    private static final int MOST_FILES = 1024;
    private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServedDirectory directory;
    private final Supplier<Instant> clock;
    private final LocalFileSystems local = new LocalFileSystems();
    private final Map<String, HotFile> files = new LinkedHashMap<>(); // the oldest first
    private final Map<String, Long> openedNanos = new LinkedHashMap<>(); // likewise
    private long bytes;

    private record HotFile(Path path, FileLook look, ByteBuffer content, long openedNanos) {

        boolean isHot() {
            return EventLoop.nanoTime() - openedNanos < HOT_NANOS;
        }

        boolean isUnchanged() {
            return FileLook.at(path).filter(look::equals).isPresent();
        }
    }

    HotFiles(ServedDirectory directory) {
        this(directory, EventLoop::instant);
    }

    /** Only for tests to be called from elsewhere, with a clock of theirs. */
    HotFiles(ServedDirectory directory, Supplier<Instant> clock) {
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
        HotFile file = latest(name);
        return file != null && file.isHot() && file.isUnchanged()
                ? Optional.of(new BufferSource(file.content))
                : Optional.empty();
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
        Optional<FileLook> look = path.flatMap(FileLook::at);
        BlockSource opened = directory.openRead(name);
        if (path.isEmpty() || look.isEmpty() || !(opened instanceof PagedSource source) || !isFit(source, look.get())) {
            return opened;
        }
        try (source) {
            ByteBuffer content = ByteBuffer.allocate((int) source.size().orElseThrow());
            source.readAt(0, content);
            source.verifyUnchanged();
            ByteBuffer readOnly = content.flip().asReadOnlyBuffer();
            HotFile file = new HotFile(path.get(), look.get(), readOnly, EventLoop.nanoTime());
            if (file.isUnchanged() && local.hold(path.get())) {
                put(name, file);
            }
            return new BufferSource(readOnly);
        }
    }

    /** Whether what was opened is small, is what was looked at, and wasn't changed only just now. */
    private boolean isFit(PagedSource source, FileLook look) {
        return look.sizeBytes() <= LARGEST_BYTES
                && source.size().orElse(-1) == look.sizeBytes()
                && source.version().orElse(null) instanceof FileStamp stamp
                && look.key().equals(stamp.key())
                && look.isBefore(clock.get().minus(ContentVersion.SETTLING_TIME));
    }

    private synchronized boolean isAskedAgain(String name) {
        long now = EventLoop.nanoTime();
        Long before = openedNanos.remove(name);
        openedNanos.put(name, now);
        if (openedNanos.size() > MOST_FILES) {
            Iterator<Long> oldest = openedNanos.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return before != null && now - before < HOT_NANOS;
    }

    private synchronized @Nullable HotFile latest(String name) {
        return files.get(name);
    }

    private synchronized void put(String name, HotFile file) {
        HotFile before = files.remove(name);
        bytes += file.content.capacity() - (before == null ? 0 : before.content.capacity());
        files.put(name, file);
        Iterator<HotFile> oldest = files.values().iterator();
        while (oldest.hasNext()) {
            HotFile each = oldest.next();
            if (each.isHot() && bytes <= MOST_BYTES && files.size() <= MOST_FILES) {
                break;
            }
            bytes -= each.content.capacity();
            oldest.remove();
        }
    }
}
