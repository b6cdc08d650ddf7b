package io.tftp.core.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The closing of something that has threads, once, whoever asks for it and how often. It runs on a thread of its own and holds no
 * lock, so that one of the threads that it ends may ask for it, or ask for anything else, meanwhile. Thread-safe.
 */
public final class Closing {

    private final String threadName;
    private final boolean daemon;
    private final Consumer<Closing> work;
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private @Nullable Thread thread; // guarded by this

    /**
     * Creates it; nothing is closed yet.
     *
     * @param threadName the name of the thread that does it
     * @param daemon whether the JVM may end before it is done
     * @param work does it, in a bounded time
     */
    public Closing(String threadName, boolean daemon, Consumer<Closing> work) {
        this.threadName = threadName;
        this.daemon = daemon;
        this.work = work;
    }

    /** Begins, unless it was begun before. */
    public synchronized void begin() {
        if (thread == null) {
            Thread made = new Thread(this::run, threadName);
            made.setDaemon(daemon);
            made.start(); // which may fail, and then is tried again the next time
            thread = made;
        }
    }

    /**
     * Begins, unless it was begun before.
     *
     * @param grace after this time the work doesn't {@link #await(CompletableFuture)} anything any more; the shortest counts that
     *     was asked for
     */
    public void begin(Duration grace) {
        if (grace.isZero()) {
            hurry.complete(null);
        } else {
            hurry.completeOnTimeout(null, grace.toNanos(), TimeUnit.NANOSECONDS);
        }
        begin();
    }

    private void run() {
        try {
            work.accept(this);
        } catch (RuntimeException | Error e) {
            Defects.log(threadName + " failed", e);
        } finally {
            done.complete(null);
            hurry.complete(null);
        }
    }

    /**
     * Waits for something until the grace is over, in the work.
     *
     * @param event what
     */
    public void await(CompletableFuture<?> event) {
        boolean unused = anyOf(event).join();
    }

    /**
     * Waits for something until the grace is over, in the work.
     *
     * @param event what
     * @param patience the longest wait
     */
    public void await(CompletableFuture<?> event, Duration patience) {
        awaitAnyhow(anyOf(event), patience);
    }

    /** How {@code event} completes is its own affair. */
    private CompletableFuture<Boolean> anyOf(CompletableFuture<?> event) {
        return CompletableFuture.anyOf(event, hurry).handle((result, failure) -> true);
    }

    /**
     * Waits for something, whether the grace is over or not.
     *
     * @param event what
     * @param patience the longest wait
     */
    public static void awaitAnyhow(CompletableFuture<?> event, Duration patience) {
        try {
            event.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It was waited for, no more than that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until it is done. An interrupt ends the grace, but not the waiting, and leaves the thread's interrupt status set.
     *
     * @param patience the longest wait
     */
    public void join(Duration patience) {
        long until = Clock.system().nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (!done.isDone() && until - Clock.system().nanoTime() > 0) {
            try {
                done.get(until - Clock.system().nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                hurry.complete(null);
            } catch (ExecutionException | TimeoutException e) {
                break; // it is never completed so; time is up
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether this is the thread that does it.
     *
     * @return true if the caller runs on it
     */
    public synchronized boolean inThread() {
        return Thread.currentThread() == thread;
    }
}
