package io.tftp.server.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tftpd} command: arguments in, exit code out. Thread-safe; {@link #run} is for one thread at a time. */
final class Tftpd {

    private static final int USAGE_ERROR = 2;
    private static final int FAILURE = 1;

    private final StopSwitch stop;
    private final Consumer<Runnable> onServing;

    /**
     * Creates it.
     *
     * @param stop ends the daemon when it is pressed
     * @param onServing runs once requests are answered, before the log says so; it gets what writes a report of the daemon's state to
     *     the log
     */
    Tftpd(StopSwitch stop, Consumer<Runnable> onServing) {
        this.stop = stop;
        this.onServing = onServing;
    }

    /**
     * Runs until it is stopped, or can't start.
     *
     * @param out gets help and version
     * @param err gets the log and complaints
     * @return the exit code: 0 after a stop in good order, 1 if it can't serve, 2 if the command line is wrong
     */
    int run(PrintStream out, PrintStream err, String... args) {
        CommandLine command = new CommandLine(TftpdOptions.describe());
        command.registerConverter(Integer.class, new Converters.ToInteger());
        command.setOut(new PrintWriter(out, true, Charset.defaultCharset()));
        command.setErr(new PrintWriter(err, true, Charset.defaultCharset()));
        command.setParameterExceptionHandler(Tftpd::complain);
        command.setExecutionStrategy(parsed -> execute(parsed, err));
        return command.execute(args);
    }

    private int execute(ParseResult parsed, PrintStream err) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        TftpdOptions options = new TftpdOptions(parsed);
        options.check();
        try {
            serve(options, err);
            return 0;
        } catch (StartFailedException e) {
            err.println("tftpd: " + e.getMessage());
            return FAILURE;
        } catch (RuntimeException e) {
            err.println("tftpd: internal error");
            e.printStackTrace(err);
            return FAILURE;
        }
    }

    private void serve(TftpdOptions options, PrintStream err) throws StartFailedException {
        DaemonLog log = DaemonLog.open(err, options.verbosity());
        try {
            new Daemon(options, stop, onServing).serve();
        } finally {
            log.close(); // what is waiting to be logged comes before what is said then
        }
    }

    private static int complain(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("tftpd: " + words(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try 'tftpd --help'.");
        return USAGE_ERROR;
    }

    private static String words(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "only one DIRECTORY can be served; unexpected argument '"
                        + unmatched.getUnmatched().get(0) + "'"
                : String.valueOf(e.getMessage());
    }
}
