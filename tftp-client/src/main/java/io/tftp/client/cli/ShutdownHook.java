package io.tftp.client.cli;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what runs decently when the process is told to end (SIGINT, SIGTERM, SIGHUP): the server gets an ERROR, and what was
 * received is discarded. The exit status is the JVM's own: 128 and the signal's number.
 */
final class ShutdownHook {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /** Installs a hook that stops something and waits for its end, but not longer than {@code patience}. */
    static ShutdownHook stopping(Runnable stop, Future<?> end, Duration patience) {
        ShutdownHook hook = new ShutdownHook(new Thread(() -> stop(stop, end, patience), "tftp-shutdown"));
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    private static void stop(Runnable stop, Future<?> end, Duration patience) {
        stop.run();
        try {
            end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is over, or content that blocks won't let it be over: the process ends now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the hook away, unless the process is ending already. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The hook runs; there is nothing to take away.
        }
    }
}
