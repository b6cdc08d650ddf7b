package io.tftp.core.net;

import io.tftp.core.content.PagedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a source from front to back through the pages of its content. On the loop's thread; {@link #close} at the end. */
final class PagedReader {

    /** Longer blocks gain nothing. */
    private static final int LONGEST_BLOCK_BYTES = PageCache.PAGE_BYTES / 4;

    private final PageCache cache;
    private final PagedContent content;
    private final long sizeBytes;
    private long positionBytes;
    private @Nullable Page page;

    PagedReader(PagedSource source, PageCache cache) {
        this.cache = cache;
        this.content = cache.open(source);
        this.sizeBytes = source.size().orElseThrow();
    }

    /** Whether blocks of that length are better read so than straight from the source. */
    static boolean suits(int blockSizeBytes) {
        return blockSizeBytes <= LONGEST_BLOCK_BYTES;
    }

    /** As {@link PagedSource#read}. */
    int read(ByteBuffer target) throws IOException {
        int length = (int) Math.min(target.remaining(), sizeBytes - positionBytes);
        for (int left = length; left > 0; ) {
            int piece = copy(target, left);
            positionBytes += piece;
            left -= piece;
        }
        if (length > 0 && positionBytes == sizeBytes) {
            content.source().verifyUnchanged();
        }
        return length;
    }

    /** Copies some of the bytes wanted, as many as the page has. */
    private int copy(ByteBuffer target, int wanted) throws IOException {
        long index = positionBytes / PageCache.PAGE_BYTES;
        if (page == null || page.index != index) {
            leavePage();
            page = cache.acquire(content, index);
        }
        if (page == null) {
            readDirectly(target, wanted);
            return wanted;
        }
        int offset = (int) (positionBytes % PageCache.PAGE_BYTES);
        int length = Math.min(wanted, PageCache.PAGE_BYTES - offset);
        target.put(target.position(), page.bytes, offset, length).position(target.position() + length);
        return length;
    }

    private void readDirectly(ByteBuffer target, int length) throws IOException {
        int limit = target.limit();
        try {
            cache.read(content, positionBytes, target.limit(target.position() + length));
        } finally {
            target.limit(limit);
        }
    }

    private void leavePage() {
        if (page != null) {
            cache.release(page);
            page = null;
        }
    }

    /** Whether another reader's source is read, so that this one's is not needed any more. */
    boolean borrows(PagedSource source) {
        return content.source() != source;
    }

    /**
     * Ends the reading.
     *
     * @return the source, to be closed, if nobody else reads it
     */
    Optional<PagedSource> close() {
        leavePage();
        return cache.close(content) ? Optional.of(content.source()) : Optional.empty();
    }
}
