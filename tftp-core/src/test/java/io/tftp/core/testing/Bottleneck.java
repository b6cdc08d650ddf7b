package io.tftp.core.testing;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One direction of a narrow line in virtual time, which any number of transfers share: a queue that drops what finds it full, and
 * behind it a sender of a given rate. One thread at a time.
 */
public final class Bottleneck {

    /** What carries a datagram: Ethernet, IPv4 and UDP. */
    public static final int HEADER_BYTES = 42;

    private static final double NANOS_PER_SECOND = 1e9;

    private final VirtualClock clock;
    private final Link link;
    private final SplittableRandom random;
    private long freeNanos;
    private int queued;
    private long dropped;

    /**
     * Creates an idle line.
     *
     * @param clock the time
     * @param link what it is like
     * @param seed what chance begins with
     */
    public Bottleneck(VirtualClock clock, Link link, long seed) {
        this.clock = clock;
        this.link = link;
        this.random = new SplittableRandom(seed);
        this.freeNanos = clock.nanoTime();
    }

    /**
     * Carries a datagram, or drops it.
     *
     * @param datagram copied, from position to limit
     * @param receiver gets the copy, if it arrives
     */
    public void send(ByteBuffer datagram, Consumer<ByteBuffer> receiver) {
        boolean lost = random.nextDouble() < link.loss();
        boolean late = random.nextDouble() < link.lateness();
        if (lost || queued >= link.queue()) {
            dropped++;
            return;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        long now = clock.nanoTime();
        long busy = busyNanos(bytes.length);
        freeNanos = (freeNanos - now > 0 ? freeNanos : now) + busy;
        queued++;
        clock.at(freeNanos, () -> queued--);
        // Overtaken by so many others of its length.
        long behind = late ? link.lateBy() * busyNanos(bytes.length) + 1 : 0;
        clock.at(freeNanos + link.delayNanos() + behind, () -> receiver.accept(ByteBuffer.wrap(bytes)));
    }

    private long busyNanos(int length) {
        return link.bytesPerSecond() == 0
                ? 0
                : (long) ((length + HEADER_BYTES) * NANOS_PER_SECOND / link.bytesPerSecond());
    }

    /**
     * How many datagrams were dropped.
     *
     * @return by chance or for want of room
     */
    public long dropped() {
        return dropped;
    }

    /**
     * What a line is like.
     *
     * @param bytesPerSecond its rate; 0 for any amount
     * @param queue how many datagrams wait for it at most
     * @param delayNanos how long the way takes behind it, each way
     * @param loss the chance to be lost
     * @param lateness the chance to be overtaken
     * @param lateBy by how many datagrams
     */
    public record Link(long bytesPerSecond, int queue, long delayNanos, double loss, double lateness, int lateBy) {

        /** So many fit in a queue that is never full. */
        public static final int DEEP = 1_000_000;

        /**
         * A line that loses nothing but for want of room.
         *
         * @param kilobits a second
         * @param queue how many datagrams wait for it at most
         * @param roundTripMicros there and back
         * @return the line
         */
        public static Link of(long kilobits, int queue, long roundTripMicros) {
            return new Link(kilobits * 125, queue, roundTripMicros * 500, 0, 0, 0);
        }

        /**
         * The same line, losing datagrams.
         *
         * @param chance of each
         * @return the changed line
         */
        public Link losing(double chance) {
            return new Link(bytesPerSecond, queue, delayNanos, chance, lateness, lateBy);
        }

        /**
         * The same line, reordering datagrams.
         *
         * @param chance of each
         * @param by how many overtake it
         * @return the changed line
         */
        public Link reordering(double chance, int by) {
            return new Link(bytesPerSecond, queue, delayNanos, loss, chance, by);
        }
    }
}
