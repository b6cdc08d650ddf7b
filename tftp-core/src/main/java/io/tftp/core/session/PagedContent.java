package io.tftp.core.session;

import io.tftp.core.content.ContentVersion;
import io.tftp.core.content.PagedSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one version of content, as long as it has readers. Of long content several pages compete for a place: the
 * latest one has it. Content for one reader only has one place. Not thread-safe.
 */
final class PagedContent {

    private static final int MOST_PLACES = 1024;

    private final PagedSource source;
    private final long sizeBytes;
    private final Optional<ContentVersion> version;
    private final @Nullable Page[] places;
    private int readers;

    /** Creates it, to be read from {@code source} by all its readers. */
    PagedContent(PagedSource source, Optional<ContentVersion> version) {
        this.source = source;
        this.sizeBytes = source.size().orElseThrow();
        this.version = version;
        long pages = (sizeBytes + PageCache.PAGE_BYTES - 1) / PageCache.PAGE_BYTES;
        this.places = new Page[version.isEmpty() ? 1 : (int) Math.max(1, Math.min(pages, MOST_PLACES))];
    }

    /** Where all its readers read from; the last one closes it. */
    PagedSource source() {
        return source;
    }

    /** What others may share; empty if it is for one reader only. */
    Optional<ContentVersion> version() {
        return version;
    }

    void addReader() {
        readers++;
    }

    /** Whether anyone may still come to the pages that one reader has behind it. */
    boolean hasOtherReaders() {
        return readers > 1;
    }

    /** Whether that was the last. */
    boolean removeReader() {
        readers--;
        return readers == 0;
    }

    /** The length of a page: all are whole but the last. */
    int lengthBytes(long index) {
        return (int) Math.min(PageCache.PAGE_BYTES, sizeBytes - index * PageCache.PAGE_BYTES);
    }

    /** The page of that number, or null if it isn't here. */
    @Nullable
    Page find(long index) {
        Page page = places[place(index)];
        return page != null && page.index == index ? page : null;
    }

    /** Takes a page in; what had its place before is returned, or null. */
    @Nullable
    Page put(Page page) {
        int place = place(page.index);
        Page before = places[place];
        places[place] = page;
        page.content = this;
        if (before != null) {
            before.content = null;
        }
        return before;
    }

    void remove(Page page) {
        page.content = null;
        places[place(page.index)] = null;
    }

    private int place(long index) {
        return (int) (index % places.length);
    }

    /** The pages that are here; some may be null. */
    @Nullable
    Page[] pages() {
        return places;
    }
}
