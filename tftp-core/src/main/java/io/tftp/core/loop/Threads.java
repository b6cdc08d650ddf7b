package io.tftp.core.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** To wait for threads that may be at foreign code, and to say where they are. Static. */
final class Threads {

    /** So many calls show what a thread waits for, and on whose behalf. */
    private static final int MOST_CALLS = 12;

    private Threads() {}

    /**
     * Waits for a thread's end. An interrupt doesn't cut that short, and leaves the caller's interrupt status set.
     *
     * @param patience how long, 0 or more
     * @return whether it has ended
     */
    static boolean join(Thread thread, Duration patience) {
        long until = Clock.system().nanoTime() + patience.toNanos();
        boolean interrupted = false;
        for (long left = patience.toNanos();
                thread.isAlive() && left > 0;
                left = until - Clock.system().nanoTime()) {
            try {
                long millis = left / 1_000_000;
                thread.join(millis, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** A thread's name and the calls that it is at, innermost first. */
    static String whereabouts(Thread thread) {
        List<String> calls = new ArrayList<>();
        for (StackTraceElement call : thread.getStackTrace()) {
            if (calls.size() < MOST_CALLS) {
                calls.add(call.toString());
            }
        }
        return thread.getName() + " at " + (calls.isEmpty() ? "its end" : String.join(", ", calls));
    }
}
