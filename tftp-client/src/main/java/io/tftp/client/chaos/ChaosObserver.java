package io.tftp.client.chaos;

import io.tftp.core.impairment.Fate;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Is told what happens to each datagram. Called on the proxy's thread, which waits meanwhile. */
@FunctionalInterface
public interface ChaosObserver {

    /** Looks at nothing. */
    ChaosObserver NONE = passage -> {};

    /**
     * A datagram's passage.
     *
     * @param flow the number of its client's port, from 1 on, in the order in which they were first heard
     * @param direction which way it goes
     * @param datagram as it came in, from position to limit; lent until the observer returns
     * @param nowNanos when it came in, by {@link io.tftp.core.net.EventLoop#nanoTime}
     * @param fate what happens to it
     * @param room whether there is room for it to wait; if not it is dropped, unless it was lost anyway
     */
    record Passage(long flow, Direction direction, ByteBuffer datagram, long nowNanos, Fate fate, boolean room) {
        /**
         * Checks that nothing is missing.
         *
         * @param flow the number of its client's port, from 1 on, in the order in which they were first heard
         * @param direction which way it goes
         * @param datagram as it came in, from position to limit
         * @param nowNanos when it came in, by {@link io.tftp.core.net.EventLoop#nanoTime}
         * @param fate what happens to it
         * @param room whether there is room for it to wait
         */
        public Passage {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(datagram, "datagram");
            Objects.requireNonNull(fate, "fate");
        }
    }

    /**
     * A datagram came in, and what will happen to it is decided.
     *
     * @param passage what
     */
    void passes(Passage passage);
}
