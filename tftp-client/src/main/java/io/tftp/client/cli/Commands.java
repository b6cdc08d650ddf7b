package io.tftp.client.cli;

import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the commands' descriptions have in common. They are made by calls: to read them from annotations takes picocli longer
 * than the JVM takes to start.
 */
final class Commands {

    private Commands() {}

    /** Adds what every command has. */
    static CommandSpec describe(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        command.usageMessage().sortOptions(false);
        describeExitStatus(command);
        return command.versionProvider(new Version());
    }

    /** Adds the list of exit statuses to a command's help. */
    static void describeExitStatus(CommandSpec command) {
        command.usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(ExitStatus.descriptions());
    }

    /** Runs a command, of which an {@link IllegalArgumentException} says what is wrong with its arguments. */
    static int checkingUsage(CommandSpec command, IntSupplier run) {
        try {
            return run.getAsInt();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** All that is no option. */
    static PositionalParamSpec arguments() {
        return PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .hidden(true)
                .build();
    }
}
