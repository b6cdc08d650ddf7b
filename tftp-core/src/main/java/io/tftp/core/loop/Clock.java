package io.tftp.core.loop;

import java.time.Instant;

/**
 * Tells the time. Each event loop has a clock, and everything on that loop goes by it: so a test can hand in one that it moves
 * itself. What waits for a thread, a file's own time or the kernel goes by {@link #system}, since those do too.
 *
 * <p>Thread-safe.
 */
public interface Clock {

    /**
     * The time since some moment, for deadlines and durations.
     *
     * @return nanoseconds, to be compared by subtraction
     */
    long nanoTime();

    /**
     * The time of day, to be compared with those of files.
     *
     * @return now
     */
    Instant instant();

    /**
     * Asks to be told when the clock is moved by hand: whoever waits for a deadline has to look again then.
     *
     * @param look is run by whoever moves the clock, after each move; never by a clock that runs by itself
     */
    default void onMove(Runnable look) {}

    /**
     * The computer's clock.
     *
     * @return always the same one
     */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
