package io.tftp.core.impairment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The narrowest line of a way, in one direction: all datagrams that go that way take it one behind the other, whosever they are.
 * Before it is a queue; what finds that full is dropped (drop tail).
 *
 * <p>How long a datagram takes and how long the queue is say {@link Impairments}. One thread at a time.
 */
public final class Bottleneck {

    private final Impairments impairments;
    private long freeNanos;

    /** When those that wait are on the line, in their order; empty if any number may wait. */
    private final Deque<Long> startNanos = new ArrayDeque<>();

    /**
     * Creates a line that is free.
     *
     * @param impairments how fast it is, and how long the queue before it
     * @param now the time, of any monotonic clock
     */
    public Bottleneck(Impairments impairments, long now) {
        this.impairments = Objects.requireNonNull(impairments, "impairments");
        this.freeNanos = now;
    }

    /**
     * Takes a datagram, if there is room for it.
     *
     * @param lengthBytes its length on the line
     * @param now the time
     * @return when all of it has left the line; empty if it found the queue full
     */
    OptionalLong carry(int lengthBytes, long now) {
        long start = now + Math.max(0, freeNanos - now);
        if (impairments.queuePackets() > 0) {
            while (!startNanos.isEmpty() && startNanos.element() - now <= 0) {
                startNanos.remove();
            }
            if (startNanos.size() >= impairments.queuePackets()) {
                return OptionalLong.empty();
            }
            startNanos.add(start);
        }
        freeNanos = start + impairments.busyNanos(lengthBytes);
        return OptionalLong.of(freeNanos);
    }
}
