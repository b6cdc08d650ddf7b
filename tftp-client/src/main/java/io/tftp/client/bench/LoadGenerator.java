package io.tftp.client.bench;

import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Load-tests a server, with all clients on one event loop.
 *
 * <p>It stores no received content, so memory doesn't grow with file sizes or the number of transfers. Thread-safe; it can run only once.
 */
public final class LoadGenerator {

    private final LoadPlan plan;

    // Guarded by this.
    private @Nullable LoadRun running;
    private boolean stopped;

    /**
     * Creates a generator; {@link #run} starts it.
     *
     * @param plan the load test
     */
    public LoadGenerator(LoadPlan plan) {
        this.plan = Objects.requireNonNull(plan, "plan");
    }

    /**
     * Runs the transfers and waits until all have ended. An interrupt cancels the running transfers, and leaves the thread's interrupt
     * status set.
     *
     * @return the figures; failed transfers are counted in them
     * @throws IOException if no event loop can be opened
     */
    public LoadResult run() throws IOException {
        try (EventLoop loop = EventLoop.open("tftp-bench", true)) {
            LoadResult result = run(plan, loop);
            if (!plan.readBack() || Thread.currentThread().isInterrupted()) {
                return result;
            }
            long puts = result.succeeded() + result.failed();
            return result.withReadBack(run(plan.checking(puts), loop));
        }
    }

    private LoadResult run(LoadPlan part, EventLoop loop) throws IOException {
        LoadRun run = new LoadRun(part, loop);
        synchronized (this) {
            running = run;
            if (stopped) {
                run.stop();
            }
        }
        return run.run();
    }

    /** Starts no more transfers and cancels the running ones, so that {@link #run} returns soon. Any thread may call it. */
    public synchronized void stop() {
        stopped = true;
        Optional.ofNullable(running).ifPresent(LoadRun::stop);
    }
}
