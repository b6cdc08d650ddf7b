package io.tftp.core.session;

import org.jspecify.annotations.Nullable;

/** Pages in the order in which they were let go; any of them can be taken out. It allocates nothing. Not thread-safe. */
final class PageQueue {

    private @Nullable Page first;
    private @Nullable Page last;

    /** For a page that isn't in the queue. */
    void addLast(Page page) {
        page.before = last;
        page.after = null;
        if (last == null) {
            first = page;
        } else {
            last.after = page;
        }
        last = page;
    }

    /** For a page that is in the queue. */
    void remove(Page page) {
        Page before = page.before;
        Page after = page.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        page.before = null;
        page.after = null;
    }

    /** The one that was let go first; null if there is none. */
    @Nullable
    Page pollFirst() {
        Page page = first;
        if (page != null) {
            remove(page);
        }
        return page;
    }
}
