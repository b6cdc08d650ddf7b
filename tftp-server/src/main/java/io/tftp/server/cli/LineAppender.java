package io.tftp.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.io.PrintStream;

/**
 * Writes log lines: time, level, message. Whatever a peer had a hand in, a line stays one line: control characters are
 * escaped, and what follows the first line of a stack trace is indented.
 */
final class LineAppender extends AppenderBase<ILoggingEvent> {

    private static final String INDENT = "    ";
    private static final int LEVEL_WIDTH = 5;

    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSS");
    private final PrintStream target;

    LineAppender(PrintStream target) {
        this.target = target;
        setName("lines");
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(time.format(event.getTimeStamp()))
                .append(' ')
                .append(level(event.getLevel()))
                .append(LogText.clean(event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown)
                    .lines()
                    .forEach(each -> line.append(System.lineSeparator())
                            .append(INDENT)
                            .append(LogText.clean(each.replace("\t", INDENT))));
        }
        target.print(line.append(System.lineSeparator()));
        target.flush();
    }

    /** In one width. */
    private static String level(Level level) {
        return level.levelStr.length() < LEVEL_WIDTH ? level.levelStr + "  " : level.levelStr + " ";
    }
}
