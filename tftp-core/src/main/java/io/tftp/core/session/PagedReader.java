package io.tftp.core.session;

import io.tftp.core.content.ContentSum;
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
    private final ContentSum sum = new ContentSum();
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
        return length;
    }

    /** Copies some of the bytes wanted, as many as the page has. */
    private int copy(ByteBuffer target, int wanted) throws IOException {
        long index = positionBytes / PageCache.PAGE_BYTES;
        int offset = (int) (positionBytes % PageCache.PAGE_BYTES);
        int length = Math.min(wanted, PageCache.PAGE_BYTES - offset);
        if (offset == 0) {
            turnTo(index);
        }
        if (page == null) {
            readDirectly(target, length);
        } else {
            target.put(target.position(), page.bytes, offset, length).position(target.position() + length);
        }
        return length;
    }

    /** Where no page is free, all up to the next one is read without. */
    private void turnTo(long index) throws IOException {
        leavePage();
        page = cache.acquire(content, index);
        if (page != null) {
            sum.addPiece(page.sum);
        }
    }

    private void readDirectly(ByteBuffer target, int length) throws IOException {
        int start = target.position();
        int limit = target.limit();
        try {
            cache.read(content, positionBytes, target.limit(start + length));
            sum.add(target.duplicate().position(start));
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

    /** As {@link PagedSource#isConfirmed}, of what this reader has read. */
    boolean isConfirmed() throws IOException {
        return content.source().isUnchanged();
    }

    /** As {@link PagedSource#confirm}, of what this reader has read. On a thread that may wait; nothing is read meanwhile. */
    void confirm() throws IOException {
        content.source().compare(sum);
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
