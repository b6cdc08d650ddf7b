package io.tftp.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a signal presses. The first time the daemon stops in good order, the second time it gives running transfers no more
 * time. Thread-safe.
 */
final class StopSwitch {

    private final CountDownLatch pressed = new CountDownLatch(1);
    private int count;
    private Runnable hurry = () -> {};

    /** What the second press does; it may wait. */
    synchronized void onHurry(Runnable action) {
        hurry = action;
    }

    /** Presses it, and tells how often that has happened. */
    int press() {
        Runnable action = () -> {};
        int times;
        synchronized (this) {
            count++;
            times = count;
            if (count > 1) {
                action = hurry;
            }
        }
        pressed.countDown();
        action.run();
        return times;
    }

    /**
     * Waits until it is pressed, or the thread is interrupted.
     *
     * @param patience the longest wait
     * @return false if it wasn't pressed in that time
     */
    boolean await(Duration patience) {
        try {
            return pressed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
