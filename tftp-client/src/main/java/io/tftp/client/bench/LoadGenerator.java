package io.tftp.client.bench;

import io.tftp.core.net.EventLoop;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a server under load: as many clients as wanted, all on one event loop.
 *
 * <p>Nothing of what comes is kept, so that memory doesn't grow with the files or the number of transfers. Thread-safe; it runs
 * once.
 */
public final class LoadGenerator {

    private final LoadPlan plan;

    // Guarded by this.
    private @Nullable LoadRun running;
    private boolean stopped;

    /**
     * Creates a generator, which does nothing yet.
     *
     * @param plan what to do
     */
    public LoadGenerator(LoadPlan plan) {
        this.plan = Objects.requireNonNull(plan, "plan");
    }

    /**
     * Makes the transfers and waits for the last one's end. An interrupt of the thread gives those up that run, and leaves its
     * interrupt status set.
     *
     * @return what it showed; what fails is counted in it
     * @throws IOException if not even an event loop can be had
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

    /** Begins no more transfers, and gives those up that run: {@link #run} returns soon. For any thread. */
    public synchronized void stop() {
        stopped = true;
        Optional.ofNullable(running).ifPresent(LoadRun::stop);
    }
}
