package io.tftp.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/**
 * Makes log lines: time, level, message. Whatever a peer had a hand in, a line stays one line: control characters are
 * escaped, and what follows the first line of a stack trace is indented. What a line says is cut at {@value
 * LogText#MOST_CHARS} characters: with time and level no line is longer than 2,048.
 */
final class LineAppender extends AppenderBase<ILoggingEvent> {

    private static final String INDENT = "    ";
    private static final int LEVEL_WIDTH = 5;

    /** Where a stack overflowed, a thousand calls would be the same. */
    private static final int MOST_TRACE_LINES = 60;

    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSS");
    private final StringBuilder line = new StringBuilder();
    private final LineWriter writer;
    private long lost;

    /**
     * Creates it.
     *
     * @param writer is closed with the appender
     */
    LineAppender(LineWriter writer) {
        this.writer = writer;
        setName("lines");
    }

    @Override
    protected void append(ILoggingEvent event) {
        line.setLength(0);
        if (lost > 0) {
            compose(event.getTimeStamp(), Level.WARN, "log lines lost, because they were read too slowly: " + lost);
        }
        compose(event.getTimeStamp(), event.getLevel(), LogText.clean(event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown)
                    .lines()
                    .limit(MOST_TRACE_LINES)
                    .forEach(each -> line.append(INDENT)
                            .append(LogText.clean(each.replace("\t", INDENT)))
                            .append(System.lineSeparator()));
        }
        lost = writer.offer(line, event.getTimeStamp()) ? 0 : lost + 1;
    }

    private void compose(long millis, Level level, String message) {
        line.append(time.format(millis))
                .append(' ')
                .append(inOneWidth(level))
                .append(message)
                .append(System.lineSeparator());
    }

    private static String inOneWidth(Level level) {
        return level.levelStr.length() < LEVEL_WIDTH ? level.levelStr + "  " : level.levelStr + " ";
    }

    @Override
    public void stop() {
        super.stop();
        writer.close();
    }
}
