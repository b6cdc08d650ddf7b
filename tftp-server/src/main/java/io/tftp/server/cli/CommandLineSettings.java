package io.tftp.server.cli;

import io.tftp.server.config.Assignment;
import io.tftp.server.config.InvalidSettingException;
import io.tftp.server.config.Setting;
import io.tftp.server.config.Settings;
import io.tftp.server.config.SettingsSource;
import io.tftp.server.config.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The table of settings as the options of a command, and what was set by these. */
final class CommandLineSettings implements SettingsSource {

    private final ParseResult parsed;

    /** What was set by a command line that {@link #describe} described. */
    CommandLineSettings(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** By calls: to read it from annotations takes picocli longer than the JVM takes to start. */
    static CommandSpec describe() {
        CommandSpec command = CommandSpec.create().name("tftpd").versionProvider(new Version());
        Usage.describe(command.usageMessage());
        for (Setting<?> setting : Settings.all()) {
            if (setting.isPositional()) {
                command.addPositional(positional(setting));
            } else {
                command.addOption(option(setting));
            }
        }
        return command.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build());
    }

    /** Not a required one: another source may set it. */
    private static PositionalParamSpec positional(Setting<?> setting) {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel(setting.label())
                .hideParamSyntax(true)
                .type(setting.type().valueClass())
                .converters(new Converter(setting.type()))
                .description(setting.help())
                .userObject(setting)
                .build();
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = setting.shortName().isEmpty()
                ? OptionSpec.builder(setting.option())
                : OptionSpec.builder("-" + setting.shortName(), setting.option());
        option.description(setting.help()).userObject(setting);
        if (setting.isSwitch()) {
            return option.type(boolean.class).build();
        }
        option.paramLabel(setting.label()).converters(new Converter(setting.type()));
        return setting.isRepeatable()
                ? option.type(List.class)
                        .auxiliaryTypes(setting.type().valueClass())
                        .build()
                : option.type(setting.type().valueClass()).build();
    }

    /** A setting's type, to picocli. */
    private record Converter(ValueType<?> type) implements ITypeConverter<Object> {

        @Override
        public Object convert(String text) {
            try {
                return type.parse(text);
            } catch (InvalidSettingException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public List<Assignment<?>> assignments(Predicate<Setting<?>> wanted) {
        List<Assignment<?>> assignments = new ArrayList<>();
        Map<ArgSpec, Integer> seen = new HashMap<>();
        List<ArgSpec> matched = new ArrayList<>(parsed.matchedPositionals());
        matched.addAll(parsed.matchedOptions());
        for (ArgSpec argument : matched) {
            if (argument.userObject() instanceof Setting<?> setting && wanted.test(setting)) {
                Object value = argument.getValue();
                // An option has the values of all its places on the command line; this is the one of its next place.
                assignments.add(
                        value instanceof List<?> values
                                ? Assignment.of(setting, values.get(seen.merge(argument, 1, Integer::sum) - 1), this)
                                : Assignment.of(setting, value, this));
            }
        }
        return assignments;
    }

    @Override
    public String nameOf(Setting<?> setting) {
        return setting.option();
    }
}
