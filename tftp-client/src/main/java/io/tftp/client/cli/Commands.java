package io.tftp.client.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

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
