package io.tftp.core.loop;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Something that an event loop does at a given time, once for each time that it is told to. On the loop's thread. */
public final class LoopTimer implements Timed {

    private final EventLoop loop;
    private final LongConsumer action;
    private DeadlineQueue.@Nullable Entry place;
    private boolean armed;
    private long deadlineNanos;

    /**
     * Creates a timer that isn't set.
     *
     * @param loop whose thread it runs on
     * @param action what to do, given the time in nanoseconds; must not block
     */
    public LoopTimer(EventLoop loop, LongConsumer action) {
        this.loop = loop;
        this.action = action;
    }

    /**
     * Sets it, in place of what it was set to before.
     *
     * @param timeNanos when, on the loop's clock
     */
    public void set(long timeNanos) {
        armed = true;
        deadlineNanos = timeNanos;
        place = loop.deadlines().schedule(this, place);
    }

    /** Takes it back. Does nothing if it isn't set. */
    public void cancel() {
        armed = false;
        loop.deadlines().cancel(place);
        place = null;
    }

    @Override
    public boolean hasDeadline() {
        return armed;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void handleTimeout(long now) {
        if (armed && deadlineNanos - now <= 0) {
            armed = false;
            action.accept(now);
        }
    }
}
