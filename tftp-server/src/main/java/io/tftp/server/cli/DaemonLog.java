package io.tftp.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.tftp.server.config.Configuration;
import io.tftp.server.config.Settings;
import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up, in code because a configuration file would have to be parsed at each start. What the core says to {@link
 * System.Logger} comes here too.
 */
final class DaemonLog implements AutoCloseable {

    /** The logger that writes whatever the verbosity is. */
    static final String STATE = "tftpd.state";

    private static final int CLOSE_PATIENCE_MILLIS = 2000;

    private final Logger root;

    /** How much is logged. */
    enum Verbosity {
        /** Warnings and errors. */
        QUIET,
        /** Each transfer too, when it ends. */
        NORMAL,
        /** Requests and inner matters too. */
        VERBOSE;

        static Verbosity of(Configuration configuration) {
            if (configuration.value(Settings.QUIET)) {
                return QUIET;
            }
            return configuration.value(Settings.VERBOSE) ? VERBOSE : NORMAL;
        }
    }

    private DaemonLog(Logger root) {
        this.root = root;
    }

    static DaemonLog open(PrintStream target, Verbosity verbosity) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LineAppender lines = new LineAppender(new LineWriter(target, CLOSE_PATIENCE_MILLIS));
        lines.setContext(context);
        lines.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.WARN);
        root.addAppender(lines);
        context.getLogger("io.tftp").setLevel(level(verbosity));
        context.getLogger(STATE).setLevel(Level.INFO);
        return new DaemonLog(root);
    }

    private static Level level(Verbosity verbosity) {
        return switch (verbosity) {
            case QUIET -> Level.WARN;
            case NORMAL -> Level.INFO;
            case VERBOSE -> Level.DEBUG;
        };
    }

    /** Writes what waits. */
    @Override
    public void close() {
        root.detachAndStopAllAppenders();
    }
}
