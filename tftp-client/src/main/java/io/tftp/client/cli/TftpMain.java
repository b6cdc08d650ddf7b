package io.tftp.client.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tftp} command. */
public final class TftpMain implements Runnable {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private TftpMain() {}

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        System.exit(run(StandardStreams.ofProcess(), args));
    }

    /**
     * Runs the command.
     *
     * @param streams what to read from and write to
     * @param args the arguments
     * @return the exit status, see {@link ExitStatus}
     */
    static int run(StandardStreams streams, String... args) {
        // Whoever gets or puts a file doesn't wait for the descriptions of the tools to be read.
        boolean transfers = args.length > 0 && (args[0].equals("get") || args[0].equals("put"));
        TftpMain tftp = new TftpMain();
        return new CommandLine(transfers ? tftp.spec(streams) : tftp.specWithTools(streams))
                .registerConverter(Integer.class, TftpMain::wholeNumber)
                .setOut(new PrintWriter(streams.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(streams.err(), true, Charset.defaultCharset()))
                .setParameterExceptionHandler(TftpMain::usageError)
                .setExecutionExceptionHandler((e, command, parsed) -> internalError(e, streams))
                .execute(args);
    }

    private CommandSpec spec(StandardStreams streams) {
        spec.name("tftp")
                .addSubcommand("get", new CommandLine(new GetCommand(streams).spec()))
                .addSubcommand("put", new CommandLine(new PutCommand(streams).spec()));
        spec.usageMessage()
                .description(
                        "Gets files from a TFTP server, puts files on it, load-tests it, and simulates a bad network.",
                        "'tftp COMMAND --help' tells a command's arguments and options.")
                .synopsisSubcommandLabel("get|put|bench|chaos");
        return Commands.describe(spec);
    }

    private CommandSpec specWithTools(StandardStreams streams) {
        return spec(streams)
                .addSubcommand("bench", annotated(new BenchCommand(streams)))
                .addSubcommand("chaos", annotated(new ChaosCommand(streams)));
    }

    private static CommandLine annotated(Object command) {
        CommandLine line = new CommandLine(command);
        Commands.describeExitStatus(line.getCommandSpec());
        return line;
    }

    private static Integer wholeNumber(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static int usageError(ParameterException e, String[] args) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        PrintWriter err = e.getCommandLine().getErr();
        err.println(name + ": " + words(e));
        err.println("Try '" + name + " --help'.");
        return ExitStatus.USAGE;
    }

    private static String words(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "unknown command '" + unmatched.getUnmatched().get(0) + "': use get, put, bench or chaos"
                : String.valueOf(e.getMessage());
    }

    private static int internalError(Exception e, StandardStreams streams) {
        streams.err().println("tftp: internal error, please report it:");
        e.printStackTrace(streams.err());
        return ExitStatus.OTHER;
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command: use get, put, bench or chaos");
    }
}
