package io.tftp.core.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until it is moved, and what is to happen at which of its times.
 *
 * <p>Time is in nanoseconds from any start, which may lie so that the count overflows under way, as a monotonic clock's is
 * allowed to. What is due at one time happens in the order in which it was asked for. One thread at a time.
 */
public final class VirtualClock {

    private record Event(long timeNanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(this::sinceStart).thenComparingLong(Event::number));
    private final long startNanos;
    private long nowNanos;
    private long eventsPlanned;

    /**
     * Creates a clock.
     *
     * @param startNanos what it shows at first
     */
    public VirtualClock(long startNanos) {
        this.startNanos = startNanos;
        this.nowNanos = startNanos;
    }

    private long sinceStart(Event event) {
        return event.timeNanos() - startNanos;
    }

    /**
     * The time.
     *
     * @return nanoseconds, to be compared by subtraction
     */
    public long nanoTime() {
        return nowNanos;
    }

    /**
     * The time since the start.
     *
     * @return nanoseconds, 0 or more
     */
    public long elapsedNanos() {
        return nowNanos - startNanos;
    }

    /**
     * Plans something.
     *
     * @param timeNanos when, not in the past
     * @param action what
     */
    public void at(long timeNanos, Runnable action) {
        long time = timeNanos - nowNanos < 0 ? nowNanos : timeNanos;
        events.add(new Event(time, eventsPlanned, action));
        eventsPlanned++;
    }

    /**
     * Plans something.
     *
     * @param delayNanos how long from now
     * @param action what
     */
    public void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    /**
     * Moves on to the next thing planned, and does it.
     *
     * @return false if nothing is planned
     */
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        nowNanos = next.timeNanos();
        next.action().run();
        return true;
    }

    /**
     * Moves on, and does all that is due until then, its consequences too.
     *
     * @param time how far
     */
    public void pass(Duration time) {
        long end = nowNanos + time.toNanos();
        Event next = events.peek();
        while (next != null && next.timeNanos() - end <= 0) {
            step();
            next = events.peek();
        }
        nowNanos = end;
    }
}
