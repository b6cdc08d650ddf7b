package io.tftp.core.net;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads that do what could hold up an event loop: opening, flushing, renaming and closing content, and reading
 * or writing content that may block. Thread-safe.
 */
public final class ContentPool implements Executor, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;

    /**
     * Creates a pool; its threads start when they are needed and end when they are not.
     *
     * @param name the threads' name, a number is appended
     * @param mostThreads at least 1
     */
    public ContentPool(String name, int mostThreads) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                mostThreads, mostThreads, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        // After the end the caller itself does what is left, which is to close and discard: nothing may stay behind. (A
        // direct pool has its end behind it from the start.)
        threads.setRejectedExecutionHandler((task, executor) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * A pool without threads: whoever hands it something does it, at once. For content that never makes anyone wait, as in
     * memory.
     *
     * @return a pool that takes up nothing
     */
    public static ContentPool direct() {
        ContentPool pool = new ContentPool("direct", 1);
        pool.threads.shutdown();
        return pool;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /**
     * An executor over this pool that runs what it is given one after the other, in order.
     *
     * @return a new one
     */
    Executor inOrder() {
        return new SerialExecutor(this);
    }

    /** Lets what was begun come to its end, for a bounded time; what blocks longer is interrupted. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Lets what was begun come to its end; what blocks longer than {@code patience} is interrupted.
     *
     * @param patience how long to wait, 0 or more
     */
    public void close(Duration patience) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
