package io.tftp.client.chaos;

import io.tftp.core.impairment.Fate;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Is told what happens to each datagram. Called on the proxy's thread, which waits meanwhile. */
@FunctionalInterface
public interface ChaosObserver {

    /** Ignores all datagrams. */
    ChaosObserver NONE = passage -> {};

    /**
     * A datagram, and what happens to it.
     *
     * @param flow the number of the client port, in the order in which they were first seen, starting at 1
     * @param direction to the server or to a client
     * @param datagram the datagram as received, from position to limit; valid only during the call
     * @param nowNanos the time when it was received, by the computer's clock ({@link System#nanoTime})
     * @param fate the impairments it gets
     * @param room whether there is memory for it to wait; if not, it is dropped, unless it is lost anyway
     */
    record Passage(long flow, Direction direction, ByteBuffer datagram, long nowNanos, Fate fate, boolean room) {
        /**
         * Checks that nothing is null.
         *
         * @param flow the number of the client port, in the order in which they were first seen, starting at 1
         * @param direction to the server or to a client
         * @param datagram the datagram as received, from position to limit
         * @param nowNanos the time when it was received, by the computer's clock ({@link System#nanoTime})
         * @param fate the impairments it gets
         * @param room whether there is memory for it to wait
         */
        public Passage {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(datagram, "datagram");
            Objects.requireNonNull(fate, "fate");
        }
    }

    /**
     * A datagram was received, and its fate decided.
     *
     * @param passage the datagram and its fate
     */
    void passes(Passage passage);
}
