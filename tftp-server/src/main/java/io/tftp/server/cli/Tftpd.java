package io.tftp.server.cli;

import io.tftp.server.config.Configuration;
import io.tftp.server.config.CurrentConfiguration;
import io.tftp.server.config.Environment;
import io.tftp.server.config.InvalidSettingException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tftpd} command: arguments and environment in, exit code out. Thread-safe; {@link #run} is for one thread at a time. */
final class Tftpd {

    private static final int USAGE_ERROR = 2;
    private static final int FAILURE = 1;

    private final Map<String, String> environment;
    private final StopSwitch stop;
    private final Consumer<Runnable> onServing;

    /**
     * Creates it.
     *
     * @param environment the process's variables, which set what the command line doesn't
     * @param stop ends the daemon when it is pressed
     * @param onServing runs once requests are answered, before the log says so; it gets what writes a report of the daemon's state to
     *     the log
     */
    Tftpd(Map<String, String> environment, StopSwitch stop, Consumer<Runnable> onServing) {
        this.environment = environment;
        this.stop = stop;
        this.onServing = onServing;
    }

    /**
     * Runs until it is stopped, or can't start.
     *
     * @param out gets help and version
     * @param err gets the log and complaints
     * @return the exit code: 0 after a stop in good order, 1 if it can't serve, 2 if a setting is wrong
     */
    int run(PrintStream out, PrintStream err, String... args) {
        CommandLine command = new CommandLine(CommandLineSettings.describe());
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
        Configuration configuration = configuration(parsed);
        try {
            serve(configuration, err);
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

    private Configuration configuration(ParseResult parsed) {
        try {
            return Configuration.of(new CommandLineSettings(parsed), new Environment(environment));
        } catch (InvalidSettingException e) {
            throw new ParameterException(parsed.commandSpec().commandLine(), e.getMessage());
        }
    }

    private void serve(Configuration configuration, PrintStream err) throws StartFailedException {
        DaemonLog log = DaemonLog.open(err, DaemonLog.Verbosity.of(configuration));
        try {
            new Daemon(new CurrentConfiguration(configuration), stop, onServing).serve();
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
