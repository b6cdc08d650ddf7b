package io.tftp.core.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, in order, on whichever thread of another executor is free. Thread-safe. */
final class SerialExecutor implements Executor {

    private static final Logger LOGGER = System.getLogger(SerialExecutor.class.getName());

    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::runWaiting);
        } catch (RuntimeException | Error e) { // such as no memory for a thread
            LOGGER.log(Level.WARNING, "no thread to work on content", e);
            runWaiting();
        }
    }

    private void runWaiting() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "a task failed", e); // and the next has its turn
            }
            Interrupts.clear(); // the next is another content's, or closes what was interrupted
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            running = task != null;
            return task;
        }
    }
}
