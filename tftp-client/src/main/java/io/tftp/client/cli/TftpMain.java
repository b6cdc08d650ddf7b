package io.tftp.client.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tftp} command. */
@Command(
        name = "tftp",
        description = "Gets files from a TFTP server, puts files there, and measures what the server bears.",
        synopsisSubcommandLabel = "get|put|bench",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TftpMain implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

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
        CommandLine tftp = new CommandLine(new TftpMain())
                .addSubcommand(new GetCommand(streams))
                .addSubcommand(new PutCommand(streams))
                .addSubcommand(new BenchCommand(streams));
        tftp.getSubcommands().values().forEach(TftpMain::describe);
        return describe(tftp)
                .setOut(new PrintWriter(streams.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(streams.err(), true, Charset.defaultCharset()))
                .setParameterExceptionHandler(TftpMain::usageError)
                .setExecutionExceptionHandler((e, command, parsed) -> internalError(e, streams))
                .execute(args);
    }

    private static CommandLine describe(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.descriptions());
        return command;
    }

    private static int usageError(ParameterException e, String[] args) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        PrintWriter err = e.getCommandLine().getErr();
        err.println(name + ": " + e.getMessage());
        err.println("Try '" + name + " --help'.");
        return ExitStatus.USAGE;
    }

    private static int internalError(Exception e, StandardStreams streams) {
        streams.err().println("tftp: internal error, please report it:");
        e.printStackTrace(streams.err());
        return ExitStatus.OTHER;
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: get, put or bench");
    }
}
