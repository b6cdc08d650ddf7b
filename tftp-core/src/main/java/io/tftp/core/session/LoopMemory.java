package io.tftp.core.session;

import io.tftp.core.loop.DeadlineQueue;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.Timed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one loop's transfers, kept for the next ones, and let go when none has come for a while: what was used for
 * ten thousand isn't held for ever. On the loop's thread.
 */
final class LoopMemory implements Timed {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BufferPool buffers;
    private final PageCache pages = new PageCache();
    private final DeadlineQueue deadlines;
    private DeadlineQueue.@Nullable Entry entry;
    private boolean waiting;
    private long usedNanos;

    LoopMemory(EventLoop loop, WindowMemory windows) {
        this.buffers = new BufferPool(windows, loop.clock());
        this.deadlines = loop.deadlines();
    }

    /** For windows. */
    BufferPool buffers() {
        return buffers;
    }

    /** For content. */
    PageCache pages() {
        return pages;
    }

    /** A transfer begins, or gives back what it had. */
    void used(long now) {
        usedNanos = now;
        if (!waiting) {
            waiting = true;
            entry = deadlines.schedule(this, entry);
        }
    }

    @Override
    public boolean hasDeadline() {
        return waiting;
    }

    @Override
    public long deadlineNanos() {
        return usedNanos + IDLE_NANOS;
    }

    @Override
    public void handleTimeout(long now) {
        buffers.trim();
        waiting = !pages.trim();
        if (waiting) { // someone still reads: once more, later
            usedNanos = now;
            entry = deadlines.schedule(this, entry);
        }
    }
}
