package io.tftp.core.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Threads that do what could hold up an event loop: opening, flushing, renaming and closing content, and reading or writing
 * content that may block. A task goes to a thread that has nothing to do; if all are busy, to a new one, up to a bound; beyond
 * that it waits for its turn. Thread-safe.
 */
public final class ContentPool implements Executor, AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    /** How long what was interrupted may take to end. */
    private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(1);

    /** So many of the threads that are held up are named. */
    private static final int MOST_NAMED = 4;

    private static final Logger LOGGER = System.getLogger(ContentPool.class.getName());

    private final TaskQueue queue = new TaskQueue();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor executor;

    /** Takes from the executor only what a thread waits for: then it makes another thread rather than have a task wait. */
    private static final class TaskQueue extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void enqueue(Runnable task) {
            boolean unused = super.offer(task);
        }
    }

    /**
     * Creates a pool; its threads start when they are needed, and end when they had nothing to do for 10 s.
     *
     * @param name the threads' name, a number is appended
     * @param mostThreads at least 1
     */
    public ContentPool(String name, int mostThreads) {
        AtomicInteger count = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                0,
                mostThreads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                queue,
                work -> {
                    Thread thread = new Thread(() -> run(work), name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, full) -> enqueue(task));
    }

    private void run(Runnable work) {
        threads.add(Thread.currentThread());
        try {
            work.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /**
     * A pool without threads: whoever hands it something does it, at once. For content that never makes anyone wait, as in
     * memory.
     *
     * @return a pool that takes up nothing
     */
    public static ContentPool direct() {
        ContentPool pool = new ContentPool("direct", 1);
        pool.executor.shutdown();
        return pool;
    }

    /**
     * Runs a task on one of the threads, soon or when it is its turn. After the end the caller itself does it, which is to close
     * and discard: nothing may stay behind. (A direct pool has its end behind it from the start.)
     *
     * @throws OutOfMemoryError if not even a first thread can be had
     */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (OutOfMemoryError e) { // such as the system's limit of threads
            if (threads.isEmpty()) {
                throw e;
            }
            enqueue(task);
        }
    }

    /** There may be no more threads: the task waits for one of those that there are. */
    private void enqueue(Runnable task) {
        if (!executor.isShutdown()) {
            queue.enqueue(task);
            boolean forgotten = executor.isShutdown() || executor.getPoolSize() == 0; // only just now
            if (!forgotten || !queue.remove(task)) {
                return;
            }
            if (!executor.isShutdown()) {
                executor.execute(task);
                return;
            }
        }
        task.run();
    }

    /**
     * Takes back a task that waits for its turn.
     *
     * @param task what was handed to {@link #execute}
     * @return whether it waited; then it won't be run
     */
    public boolean takeBack(Runnable task) {
        return queue.remove(task);
    }

    /**
     * An executor over this pool that runs what it is given one after the other, in order.
     *
     * @return a new one
     */
    public Executor inOrder() {
        return new SerialExecutor(this);
    }

    /**
     * Whether this is one of the pool's threads.
     *
     * @return true if the caller runs on one
     */
    public boolean inPool() {
        return threads.contains(Thread.currentThread());
    }

    /** Lets what was begun come to its end, for 10 s; then as {@link #close(Duration)} does. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Lets what was begun come to its end. What takes longer than {@code patience} is interrupted, and waited for for another
     * second; the log says where the threads are that are still held up then. They take on nothing else and end when they are
     * let go. Called by one of the pool's own threads, it waits for nothing.
     *
     * @param patience how long to wait, 0 or more
     */
    public void close(Duration patience) {
        close(List.of(this), patience);
    }

    /**
     * Closes several pools, as {@link #close(Duration)} does one, and waits for all of them together.
     *
     * @param pools which
     * @param patience how long to wait, 0 or more
     */
    public static void close(Collection<ContentPool> pools, Duration patience) {
        pools.forEach(pool -> pool.executor.shutdown());
        if (pools.stream().anyMatch(ContentPool::inPool) || awaitEnd(pools, patience)) {
            return;
        }
        pools.forEach(ContentPool::interrupt);
        if (!awaitEnd(pools, INTERRUPT_PATIENCE)) {
            pools.stream()
                    .filter(pool -> !pool.executor.isTerminated())
                    .forEach(pool -> LOGGER.log(Level.WARNING, pool::heldUp));
        }
    }

    private void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /** Whether all have ended. An interrupt ends the waiting. */
    private static boolean awaitEnd(Collection<ContentPool> pools, Duration patience) {
        long until = Clock.system().nanoTime() + patience.toNanos();
        try {
            boolean ended = true;
            for (ContentPool pool : pools) {
                ended &= pool.executor.awaitTermination(until - Clock.system().nanoTime(), TimeUnit.NANOSECONDS);
            }
            return ended;
        } catch (InterruptedException e) {
            pools.forEach(ContentPool::interrupt);
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String heldUp() {
        List<Thread> left = List.copyOf(threads);
        String some = left.stream().limit(MOST_NAMED).map(Threads::whereabouts).collect(Collectors.joining("; "));
        int rest = left.size() - MOST_NAMED;
        return "closed, but " + (left.size() == 1 ? "a thread is" : left.size() + " threads are") + " held up: " + some
                + (rest > 0 ? "; and " + rest + " more" : "");
    }
}
