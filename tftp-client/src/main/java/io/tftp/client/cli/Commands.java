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
        command.usageMessage()
                .sortOptions(false)
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.descriptions());
        return command.versionProvider(new Version());
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
