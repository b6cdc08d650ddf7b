package io.tftp.core.session;

import io.tftp.core.content.ContentSum;
import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one loop's transfers are sending, a page at a time: so a block costs no system call, and a file that a thousand clients
 * read at once is read once. Content that nobody reads any more is forgotten at once. Not thread-safe.
 *
 * <p>Bounded: when all pages are in use, the rest of the transfers read block by block.
 */
final class PageCache {

    /** Eleven of the usual blocks. Larger pages save little more, and ten thousand readers of as many files want many. */
    static final int PAGE_BYTES = ContentSum.PIECE_BYTES;

    /** Memory is had in pieces so large that the system gets them back when they are let go. */
    private static final int PAGES_PER_SLAB = 64;

    private static final int MOST_PAGES = 2048;

    private final Map<ContentVersion, PagedContent> shared = new HashMap<>();
    private final Deque<Page> free = new ArrayDeque<>();
    private final PageQueue idle = new PageQueue();
    private int pages;
    private int mostPages = MOST_PAGES;

    /**
     * The pages of a source's content, to be {@link #close}d: those of others who read the same, if there are any. The source
     * belongs to the content then, unless it has one already.
     */
    PagedContent open(PagedSource source) {
        Optional<ContentVersion> version = source.version();
        PagedContent content = version.isPresent()
                ? shared.computeIfAbsent(version.get(), any -> new PagedContent(source, version))
                : new PagedContent(source, version);
        content.addReader();
        return content;
    }

    /**
     * A reader of the content has gone, and has given back its page.
     *
     * @return whether it was the last, so that the content's source is to be closed
     */
    boolean close(PagedContent content) {
        if (!content.removeReader()) {
            return false;
        }
        forget(content);
        for (Page page : content.pages()) {
            if (page != null) {
                page.content = null;
                idle.remove(page);
                free.push(page);
            }
        }
        return true;
    }

    /** Whoever comes next reads from a source of its own. */
    private void forget(PagedContent content) {
        content.version().ifPresent(version -> shared.remove(version, content));
    }

    /**
     * Reads from a content's source, past its pages. A source that fails, as one does whose file an interrupt closed, gets no
     * new readers.
     *
     * @throws IOException if it can't be read
     */
    void read(PagedContent content, long positionBytes, ByteBuffer target) throws IOException {
        try {
            content.source().readAt(positionBytes, target);
        } catch (IOException e) {
            forget(content);
            throw e;
        }
    }

    /**
     * Lends a page, for {@link #release}; reads it if it isn't here.
     *
     * @return null if no page is free
     * @throws IOException if it can't be read
     */
    @Nullable
    Page acquire(PagedContent content, long index) throws IOException {
        Page known = content.find(index);
        if (known != null) {
            if (known.users == 0) {
                idle.remove(known);
            }
            known.users++;
            return known;
        }
        Page page = take();
        if (page == null) {
            return null;
        }
        boolean filled = false;
        try {
            read(content, index * PAGE_BYTES, page.bytes.clear().limit(content.lengthBytes(index)));
            filled = true;
        } finally {
            if (!filled) {
                free.push(page);
            }
        }
        page.index = index;
        page.sum = ContentSum.ofPiece(page.bytes.flip());
        page.users = 1;
        Page before = content.put(page);
        if (before != null && before.users == 0) {
            idle.remove(before);
            free.push(before);
        }
        return page;
    }

    /** A reader has done with a page. */
    void release(Page page) {
        page.users--;
        if (page.users > 0) {
            return;
        }
        if (page.content != null && page.content.hasOtherReaders()) {
            idle.addLast(page);
            return;
        }
        if (page.content != null) {
            page.content.remove(page);
        }
        free.push(page);
    }

    private @Nullable Page take() {
        if (free.isEmpty() && pages < mostPages) {
            allocate();
        }
        if (!free.isEmpty()) {
            return free.pop();
        }
        Page oldest = idle.pollFirst();
        if (oldest != null && oldest.content != null) {
            oldest.content.remove(oldest);
        }
        return oldest;
    }

    private void allocate() {
        List<Page> made = new ArrayList<>(PAGES_PER_SLAB);
        try {
            ByteBuffer slab = ByteBuffer.allocateDirect(PAGES_PER_SLAB * PAGE_BYTES);
            for (int i = 0; i < PAGES_PER_SLAB; i++) {
                made.add(new Page(slab.slice(i * PAGE_BYTES, PAGE_BYTES)));
            }
        } catch (OutOfMemoryError e) {
            mostPages = pages; // the next try would take as long, and end the same
            return;
        }
        free.addAll(made);
        pages += PAGES_PER_SLAB;
    }

    /**
     * Lets go of all memory, if nobody reads anything.
     *
     * @return whether nothing is held any more
     */
    boolean trim() {
        if (free.size() < pages) {
            return false;
        }
        free.clear();
        pages = 0;
        mostPages = MOST_PAGES;
        return true;
    }
}
