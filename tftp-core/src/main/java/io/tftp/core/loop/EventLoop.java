package io.tftp.core.loop;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One thread, one selector, one queue of deadlines, one clock: it owns the socket calls and the time of everything registered with it.
 *
 * <p>{@link #execute}, {@link #stop}, {@link #close}, {@link #clock} and {@link #inLoop} may be called by any thread; all else belongs to the loop's own. Whatever a handler
 * throws ends that handler and never the loop.
 */
public final class EventLoop implements Executor, AutoCloseable {

    /** Room for the largest datagram there is, and a byte that shows it was cut. */
    private static final int RECEIVE_BUFFER_BYTES = 65_536;

    /** So long before a deadline an exact loop doesn't leave it to the selector any more, which may be late by as much. */
    private static final long NAPPING_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Linux makes it twice as long: it lets a thread's naps end up to 50 us late. */
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    /** How long {@link #close()} waits for the loop's thread. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOGGER = System.getLogger(EventLoop.class.getName());

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final DeadlineQueue deadlines = new DeadlineQueue();
    private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(RECEIVE_BUFFER_BYTES);
    private final ReadyBatches ready;
    private final Consumer<SelectionKey> noteReady = this::noteReady; // made once, and not for each turn
    private final LoneChannel lone = new LoneChannel();
    private final boolean exact;
    private final Clock clock;
    private volatile boolean closing;
    private volatile boolean over;
    private final ReentrantLock leftTasks = new ReentrantLock();

    private EventLoop(Selector selector, String name, boolean daemon, boolean exact, Clock clock) {
        this.selector = selector;
        this.exact = exact;
        this.clock = clock;
        this.ready = new ReadyBatches(clock);
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(daemon);
    }

    /**
     * Opens a loop and starts its thread.
     *
     * @param name the thread's name
     * @param daemon whether the JVM may end while the loop runs
     * @return the running loop
     * @throws IOException if no selector can be had
     */
    public static EventLoop open(String name, boolean daemon) throws IOException {
        return open(name, daemon, Clock.system());
    }

    /**
     * Opens a loop and starts its thread.
     *
     * @param name the thread's name
     * @param daemon whether the JVM may end while the loop runs
     * @param clock what its deadlines, and all that is registered with it, go by
     * @return the running loop
     * @throws IOException if no selector can be had
     */
    public static EventLoop open(String name, boolean daemon, Clock clock) throws IOException {
        return open(name, daemon, false, clock);
    }

    /**
     * Opens a loop whose deadlines are kept to about a tenth of a millisecond, where others come up to a millisecond late or two:
     * a selector's wait is in whole milliseconds. The last two before a deadline cost this thread some thousand wake-ups a second.
     *
     * @param name the thread's name
     * @param daemon whether the JVM may end while the loop runs
     * @return the running loop
     * @throws IOException if no selector can be had
     */
    public static EventLoop openExact(String name, boolean daemon) throws IOException {
        return open(name, daemon, true, Clock.system());
    }

    private static EventLoop open(String name, boolean daemon, boolean exact, Clock clock) throws IOException {
        EventLoop loop = new EventLoop(Selector.open(), name, daemon, exact, clock);
        loop.thread.start();
        clock.onMove(loop.selector::wakeup);
        return loop;
    }

    /**
     * Runs {@code task} on the loop's thread, soon. When that thread has ended, the caller itself runs it, at once: what is left
     * then is to close and to tell, and nothing may stay behind.
     *
     * @param task must not block
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (over) {
            runLeftTasks();
        } else if (Thread.currentThread() != thread && awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /**
     * Runs {@code task} on the loop's thread when some time has passed. After {@link #close} it is dropped.
     *
     * @param task must not block
     * @param delay 0 or more
     */
    public void executeAfter(Runnable task, Duration delay) {
        long atNanos = clock.nanoTime() + delay.toNanos();
        execute(() -> new LoopTimer(this, now -> task.run()).set(atNanos));
    }

    /** Ends the loop as {@link #close(Duration)} does, and waits 2 s at most. */
    @Override
    public void close() {
        boolean unused = close(CLOSE_PATIENCE);
    }

    /**
     * Ends the loop: what is registered with it is closed, its thread ends. Waits for that, except on the loop's own thread. If a
     * handler, a task or a listener holds the thread up for too long, the sockets are closed from here, the log says where the
     * thread is, and it ends when it is let go. For any thread, any number of times.
     *
     * @param patience how long to wait for the thread, 0 or more
     * @return whether the thread has ended
     */
    public boolean close(Duration patience) {
        stop();
        if (inLoop()) {
            return false; // it ends when it has done what it is at
        }
        if (!Threads.join(thread, patience)) {
            closeChannels();
            LOGGER.log(Level.WARNING, () -> "closed, but a thread is held up: " + Threads.whereabouts(thread));
        }
        return !thread.isAlive();
    }

    /**
     * Ends several loops, as {@link #close(Duration)} does one, and waits for all of them together.
     *
     * @param loops which
     * @param patience how long to wait, 0 or more
     */
    public static void close(Collection<EventLoop> loops, Duration patience) {
        Clock real = Clock.system(); // as threads go by it
        long until = real.nanoTime() + patience.toNanos();
        loops.forEach(EventLoop::stop);
        for (EventLoop loop : loops) {
            boolean unused = loop.close(Duration.ofNanos(Math.max(0, until - real.nanoTime())));
        }
    }

    /** Begins to end the loop, as {@link #close()} does, and waits for nothing. */
    public void stop() {
        closing = true;
        selector.wakeup();
    }

    /**
     * What this loop goes by. For any thread.
     *
     * @return always the same clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Its deadlines. On its thread.
     *
     * @return the same always
     */
    public DeadlineQueue deadlines() {
        return deadlines;
    }

    /**
     * The buffer that datagrams are received into. On its thread.
     *
     * @return always the same, cleared; what it holds is valid until the handler returns
     */
    public ByteBuffer receiveBuffer() {
        return receiveBuffer.clear();
    }

    /**
     * Begins to call a handler when a channel is ready. On its thread.
     *
     * @param channel what to read from; made non-blocking, and closed when the loop ends
     * @param handler is called
     * @return the key, whose interest may be changed on the loop's thread
     * @throws IOException if the channel can't be registered
     */
    public SelectionKey register(SelectableChannel channel, ReadyHandler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, handler);
    }

    /**
     * Whether this is the loop's own thread.
     *
     * @return true if the caller runs on it
     */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Whether the loop ends, or has ended: nothing may begin on it.
     *
     * @return true from {@link #stop} or {@link #close} on
     */
    public boolean isClosing() {
        return closing;
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
        } catch (IOException e) {
            Defects.log("event loop ended", e);
        }
        closing = true;
        closeChannels();
        over = true;
        runLeftTasks();
    }

    private void turn() throws IOException {
        try {
            select();
            Interrupts.clear(); // another thread's: the selector would never wait again
            ready.handleAll();
            runTasks();
            expire();
        } catch (ClosedSelectorException e) {
            // The thread was held up for so long that another closed the sockets: "closing" is true.
        } catch (RuntimeException | Error e) {
            Defects.log("an error in the event loop; it continues", e); // such as no memory: there may be some again
        }
    }

    private void select() throws IOException {
        long waitNanos = deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.waitNanos(clock.nanoTime());
        if (!tasks.isEmpty() || waitNanos <= 0) {
            selector.selectNow(noteReady);
            return;
        }
        if (exact) {
            selectExactly(waitNanos);
            return;
        }
        // Rounded up: waking before the deadline would only mean to wait once more.
        long waitMillis = TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1;
        SelectionKey loneKey = lone.key(selector);
        if (loneKey == null) {
            selector.select(noteReady, waitMillis);
        } else if (lone.await(loneKey, waitMillis)) {
            noteReady(loneKey);
        }
    }

    /** Waits in the selector until shortly before a deadline, then in naps, between which it looks for datagrams. */
    private void selectExactly(long waitNanos) throws IOException {
        if (waitNanos > NAPPING_NANOS) {
            selector.select(noteReady, TimeUnit.NANOSECONDS.toMillis(waitNanos - NAPPING_NANOS) + 1);
        } else if (selector.selectNow(noteReady) == 0) {
            LockSupport.parkNanos(Math.min(waitNanos, NAP_NANOS));
        }
    }

    private void noteReady(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof ReadyHandler handler) {
            ready.add(handler);
            if (handler.mayBeAwaitedAlone()) {
                lone.ready(key);
            }
        }
    }

    /** Another thread is about to do something whose end is a task here: that must not wait. On the loop's thread. */
    public void expectTask() {
        lone.rejoin();
    }

    private void runTasks() {
        awake.set(false);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Defects.log("a task of the event loop failed", e);
            }
            Interrupts.clear();
        }
    }

    private void expire() {
        try {
            deadlines.expire(clock.nanoTime());
        } catch (RuntimeException | Error e) {
            Defects.log("a deadline of the event loop failed", e);
        }
        Interrupts.clear();
    }

    /** By the loop's thread at its end, or by another if that one is held up. */
    private synchronized void closeChannels() {
        try (selector) {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (ClosedSelectorException e) {
            // Another thread has done it.
        } catch (IOException | RuntimeException | Error e) {
            Defects.log("an event loop's sockets could not be closed", e);
        }
    }

    /**
     * Runs what comes when the loop is over, by one thread at a time. Waits for no other thread, which may wait for a lock of this
     * one's: who is at it sees what came meanwhile.
     */
    private void runLeftTasks() {
        boolean interrupted = Thread.interrupted(); // the caller's own: no task is to see it, nor to take it away
        while (!tasks.isEmpty() && leftTasks.tryLock()) {
            try {
                runTasks();
            } finally {
                leftTasks.unlock();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
