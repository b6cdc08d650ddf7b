package io.tftp.client.chaos;

import io.tftp.core.impairment.Fate;

/** Counts what happens in one direction. Written on the proxy's thread, read by any. */
final class Tally {

    private long received;
    private long passed;
    private long dropped;
    private long doubled;
    private long reordered;
    private long delayed;
    private long corrupted;
    private long queueFull;
    private long overflowed;

    /** A datagram came in at {@code now}, and this is its fate. */
    synchronized void decided(Fate fate, boolean room, long now) {
        received++;
        if (fate.lost()) {
            dropped++;
        } else if (fate.overflowed()) {
            queueFull++;
        } else if (!room) {
            overflowed++;
        } else {
            passed++;
            doubled += fate.doubled() ? 1 : 0;
            reordered += fate.late() ? 1 : 0;
            delayed += !fate.late() && fate.arrivalNanos() - now > 0 ? 1 : 0;
            corrupted += fate.garbled() ? 1 : 0;
        }
    }

    /** The system had no room for one that was to be passed. */
    synchronized void refused() {
        overflowed++;
    }

    synchronized ChaosTotals.Counts counts() {
        return new ChaosTotals.Counts(
                received, passed, dropped, doubled, reordered, delayed, corrupted, queueFull, overflowed);
    }
}
