package io.tftp.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.io.PrintStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes log lines: time, level, message. Whatever a peer had a hand in, a line stays one line: control characters are
 * escaped, and what follows the first line of a stack trace is indented.
 *
 * <p>A line after a pause is written at once. Those that come close behind it wait for each other, a hundredth of a second at
 * most, and take one system call together.
 */
final class LineAppender extends AppenderBase<ILoggingEvent> {

    private static final String INDENT = "    ";
    private static final int LEVEL_WIDTH = 5;
    private static final int PAUSE_MILLIS = 10;
    private static final int MOST_WAITING_CHARS = 1 << 16;

    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSS");
    private final PrintStream target;
    private final long stopPatienceMillis;

    /** Guards the rest; whoever writes has it, for as long as the target's reader takes. */
    private final ReentrantLock lock = new ReentrantLock();

    private final StringBuilder waiting = new StringBuilder();
    private long writtenMillis;
    private boolean writingSoon;

    /**
     * Creates it.
     *
     * @param stopPatienceMillis how long {@link #stop} waits for a target that takes nothing
     */
    LineAppender(PrintStream target, long stopPatienceMillis) {
        this.target = target;
        this.stopPatienceMillis = stopPatienceMillis;
        setName("lines");
    }

    @Override
    protected void append(ILoggingEvent event) {
        lock.lock();
        try {
            compose(event);
            if (waiting.length() >= MOST_WAITING_CHARS) {
                write();
            } else if (!writingSoon) {
                writeNowOrSoon(event.getTimeStamp());
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeNowOrSoon(long nowMillis) {
        long sinceMillis = nowMillis - writtenMillis;
        if (sinceMillis < 0 || sinceMillis >= PAUSE_MILLIS) { // less than 0: the clock was put back
            write();
            writtenMillis = nowMillis;
        } else {
            writingSoon = true;
            ScheduledExecutorService clock = getContext().getScheduledExecutorService();
            ScheduledFuture<?> unused = clock.schedule(this::writeLate, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void compose(ILoggingEvent event) {
        waiting.append(time.format(event.getTimeStamp()))
                .append(' ')
                .append(level(event.getLevel()))
                .append(LogText.clean(event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown)
                    .lines()
                    .forEach(each -> waiting.append(System.lineSeparator())
                            .append(INDENT)
                            .append(LogText.clean(each.replace("\t", INDENT))));
        }
        waiting.append(System.lineSeparator());
    }

    private void write() {
        target.print(waiting);
        target.flush();
        waiting.setLength(0);
    }

    private void writeLate() {
        lock.lock();
        try {
            writingSoon = false;
            write();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            if (lock.tryLock(stopPatienceMillis, TimeUnit.MILLISECONDS)) {
                try {
                    write();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In one width. */
    private static String level(Level level) {
        return level.levelStr.length() < LEVEL_WIDTH ? level.levelStr + "  " : level.levelStr + " ";
    }
}
