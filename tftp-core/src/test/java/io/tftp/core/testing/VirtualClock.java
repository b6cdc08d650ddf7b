package io.tftp.core.testing;

import io.tftp.core.loop.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until it is moved, and what is to happen at which of its times.
 *
 * <p>Time is in nanoseconds from any start, which may lie so that the count overflows under way, as a monotonic clock's is
 * allowed to. What is due at one time happens in the order in which it was asked for. One thread at a time moves it; any may read
 * it, such as that of an event loop.
 */
public final class VirtualClock implements Clock {

    private record Event(long timeNanos, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(this::sinceStart).thenComparingLong(Event::number));
    private final long startNanos;
    private final Instant start;
    private final List<Runnable> onMove = new CopyOnWriteArrayList<>();
    private volatile long nowNanos;
    private long eventsPlanned;

    /**
     * Creates a clock.
     *
     * @param startNanos what it shows at first
     */
    public VirtualClock(long startNanos) {
        this(startNanos, Instant.EPOCH);
    }

    /**
     * Creates a clock.
     *
     * @param startNanos what it shows at first
     * @param start what time of day that is
     */
    public VirtualClock(long startNanos, Instant start) {
        this.startNanos = startNanos;
        this.start = start;
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
    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(elapsedNanos());
    }

    @Override
    public void onMove(Runnable look) {
        onMove.add(look);
    }

    private void moveTo(long timeNanos) {
        nowNanos = timeNanos;
        onMove.forEach(Runnable::run);
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
        moveTo(next.timeNanos());
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
        moveTo(end);
    }
}
