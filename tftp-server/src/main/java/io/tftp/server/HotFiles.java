package io.tftp.server;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import io.tftp.core.net.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Small files that were opened just now, in memory: machines that boot together ask for the same ones. Thread-safe.
 *
 * <p>Nobody gets an old version: each time the system is asked, in one call, whether the name still leads to the file that was
 * read, unchanged. That call doesn't wait for a disk, because the file was opened within the last second. After that second
 * it has to be opened again: so rights that were taken away count again, too.
 */
final class HotFiles {

    private static final int LARGEST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_FILES = 1024;
    private static final long HOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, HotFile> files = new LinkedHashMap<>();
    private long bytes;

    private record HotFile(ContentVersion version, ByteBuffer content, long openedNanos) {}

    /**
     * Takes a file in that was just opened, if it is small enough and its version can be told.
     *
     * @param name what it was asked for by
     * @param opened its content; closed here if it is taken in
     * @return its content
     * @throws IOException if it can't be read; then {@code opened} is closed
     */
    BlockSource admit(String name, BlockSource opened) throws IOException {
        if (!(opened instanceof PagedSource source) || opened.size().orElse(Long.MAX_VALUE) > LARGEST_BYTES) {
            return opened;
        }
        Optional<ContentVersion> version = source.version().filter(each -> each.isSettled(EventLoop.instant()));
        if (version.isEmpty()) {
            return opened;
        }
        try (source) {
            ByteBuffer content = read(source);
            put(name, new HotFile(version.get(), content, EventLoop.nanoTime()));
            return new BufferSource(content);
        }
    }

    private static ByteBuffer read(PagedSource source) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) source.size().orElseThrow());
        source.readAt(0, content);
        source.verifyUnchanged();
        return content.flip().asReadOnlyBuffer();
    }

    /**
     * Finds a file.
     *
     * @return its content; empty if it isn't hot, or was changed since
     */
    Optional<BlockSource> find(String name) {
        HotFile file = latest(name);
        if (file == null) {
            return Optional.empty();
        }
        boolean hot = EventLoop.nanoTime() - file.openedNanos < HOT_NANOS && file.version.isCurrent();
        if (!hot) {
            remove(name, file);
            return Optional.empty();
        }
        return Optional.of(new BufferSource(file.content));
    }

    private synchronized @Nullable HotFile latest(String name) {
        return files.get(name);
    }

    private synchronized void put(String name, HotFile file) {
        remove(name, files.get(name));
        files.put(name, file);
        bytes += file.content.capacity();
        Iterator<Map.Entry<String, HotFile>> oldest = files.entrySet().iterator();
        while (bytes > MOST_BYTES || files.size() > MOST_FILES) {
            bytes -= oldest.next().getValue().content.capacity();
            oldest.remove();
        }
    }

    private synchronized void remove(String name, @Nullable HotFile file) {
        if (file != null && files.remove(name, file)) {
            bytes -= file.content.capacity();
        }
    }
}
