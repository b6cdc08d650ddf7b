package io.tftp.server.cli;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines by a thread of its own: whoever reads them slowly, or not at all, holds nobody up. A line after a pause is written
 * at once. Those that come close behind it wait for each other, a hundredth of a second at most, and take one system call
 * together; to wake a thread for each would cost a busy server more than the line. Thread-safe.
 */
final class LineWriter implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10;

    /** Some ten thousand lines. */
    private static final int MOST_CHARS = 1 << 21;

    /** What a buffer may keep while there is nothing in it. */
    private static final int MOST_KEPT_CHARS = 1 << 16;

    private final PrintStream target;
    private final long closePatienceMillis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(LineWriter::thread);

    private StringBuilder waiting = new StringBuilder();
    private long lastMillis;
    private boolean scheduled;

    /**
     * Creates it. Its thread starts with the first line.
     *
     * @param closePatienceMillis how long {@link #close} waits for a target that takes nothing
     */
    LineWriter(PrintStream target, long closePatienceMillis) {
        this.target = target;
        this.closePatienceMillis = closePatienceMillis;
    }

    private static Thread thread(Runnable work) {
        Thread made = new Thread(work, "tftpd-log");
        made.setDaemon(true);
        return made;
    }

    /**
     * Takes a line to be written.
     *
     * @param line with what ends it
     * @param nowMillis the time of day
     * @return false if too many wait already: it won't be written
     */
    synchronized boolean offer(CharSequence line, long nowMillis) {
        if (waiting.length() + line.length() > MOST_CHARS || thread.isShutdown()) {
            return false;
        }
        waiting.append(line);
        if (!scheduled) {
            scheduled = true;
            long sinceMillis = nowMillis - lastMillis;
            boolean paused = sinceMillis < 0 || sinceMillis >= PAUSE_MILLIS; // less than 0: the clock was put back
            ScheduledFuture<?> unused = thread.schedule(this::write, paused ? 0 : PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            lastMillis = nowMillis;
        }
        return true;
    }

    private void write() {
        StringBuilder lines;
        synchronized (this) {
            lines = waiting;
            waiting = new StringBuilder(Math.min(lines.length(), MOST_KEPT_CHARS));
            scheduled = false;
        }
        target.print(lines);
        target.flush();
    }

    /** Writes what waits. */
    @Override
    public void close() {
        synchronized (this) {
            thread.shutdown(); // which leaves what is scheduled
        }
        try {
            boolean unused = thread.awaitTermination(closePatienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
