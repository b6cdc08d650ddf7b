package io.tftp.core.loop;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop.
 *
 * <p>A transfer moves its deadline with every packet, nearly always to later. So an entry stays where it is until its time
 * comes, and only then is put back to where it should be: what a packet costs is a comparison. What was cancelled goes when
 * half of the queue has been: a negotiated timeout may be minutes away, and short transfers end by the thousands. Not
 * thread-safe.
 */
public final class DeadlineQueue {

    /** So few may stay until their time comes. */
    private static final int FEW = 64;

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>((a, b) -> Long.signum(a.atNanos - b.atNanos)); // by subtraction: nanoTime may wrap
    private int cancelled;

    /** By a loop, for itself. */
    DeadlineQueue() {}

    /** One thing's place in the queue. */
    public static final class Entry {
        private final Timed timed;
        private long atNanos;
        private boolean current;

        private Entry(Timed timed, long atNanos) {
            this.timed = timed;
            this.atNanos = atNanos;
            this.current = true;
        }
    }

    /**
     * Sees to it that something is called at its deadline.
     *
     * @param timed what to call
     * @param old what the call before returned for it, or null
     * @return its place, for the next call
     */
    public @Nullable Entry schedule(Timed timed, @Nullable Entry old) {
        if (!timed.hasDeadline()) {
            return old;
        }
        long atNanos = timed.deadlineNanos();
        if (old != null && old.current) {
            if (old.atNanos - atNanos <= 0) {
                return old;
            }
            cancel(old);
        }
        Entry entry = new Entry(timed, atNanos);
        entries.add(entry);
        return entry;
    }

    /**
     * Takes something out that won't want to be called again.
     *
     * @param entry its place; null or one that has passed does nothing
     */
    public void cancel(@Nullable Entry entry) {
        if (entry == null || !entry.current) {
            return;
        }
        entry.current = false;
        cancelled++;
        if (cancelled > FEW && cancelled > entries.size() / 2) {
            entries.removeIf(each -> !each.current);
            cancelled = 0;
        }
    }

    /** Calls everything whose deadline has come. */
    void expire(long now) {
        for (Entry entry = entries.peek(); entry != null && entry.atNanos - now <= 0; entry = entries.peek()) {
            entries.poll();
            if (!entry.current) {
                cancelled--;
                continue;
            }
            Timed timed = entry.timed;
            if (timed.hasDeadline() && timed.deadlineNanos() - now > 0) {
                entry.atNanos = timed.deadlineNanos();
                entries.add(entry);
            } else {
                entry.current = false;
                timed.handleTimeout(now);
                Interrupts.clear();
            }
        }
    }

    /** How many entries there are, cancelled ones among them. */
    int size() {
        return entries.size();
    }

    /** Whether there is nothing to wait for. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How long until the first entry's time; 0 or less if it has come. Not for an empty queue. */
    long waitNanos(long now) {
        Entry first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.atNanos - now;
    }
}
