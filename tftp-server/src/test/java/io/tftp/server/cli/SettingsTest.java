package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.link.PortRange;
import io.tftp.server.config.Assignment;
import io.tftp.server.config.Configuration;
import io.tftp.server.config.CurrentConfiguration;
import io.tftp.server.config.Environment;
import io.tftp.server.config.InvalidSettingException;
import io.tftp.server.config.Network;
import io.tftp.server.config.Range;
import io.tftp.server.config.ServerSetup;
import io.tftp.server.config.Setting;
import io.tftp.server.config.Settings;
import io.tftp.server.config.SettingsSource;
import io.tftp.server.config.ValueType;
import io.tftp.server.files.ServedDirectory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every row of the table, on the command line and in the environment. */
class SettingsTest {

    private static final Environment NOTHING = new Environment(Map.of());

    private static final Map<Class<?>, String> SAMPLES = Map.of(
            Boolean.class, "true",
            Integer.class, "100",
            Long.class, "5K",
            Duration.class, "2.5",
            Path.class, "/srv/tftp",
            PortRange.class, "5:9",
            InetAddress.class, "127.0.0.1",
            Network.class, "192.0.2.0/24");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource
    void aBoundIsAcceptedByBothSourcesAndByTheServer(Setting<?> setting, String text) {
        for (SettingsSource source : bothSources(setting, text)) {
            assertThatCode(() -> {
                        Configuration configuration = Configuration.of(source, commandLine(directory.toString()));
                        assertThat(configuration.find(setting).map(value -> text(setting, value)))
                                .contains(text);
                        try (ServedDirectory served = ServerSetup.openDirectory(configuration)) {
                            ServerSetup.server(new CurrentConfiguration(configuration), served)
                                    .build();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> aBoundIsAcceptedByBothSourcesAndByTheServer() {
        return ranged().flatMap(setting -> bounds(setting).stream().map(text -> Arguments.of(setting, text)));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsBeyondABoundIsRefusedByBothSources(Setting<?> setting, String text) {
        for (SettingsSource source : bothSources(setting, text)) {
            assertThatThrownBy(() -> Configuration.of(source, commandLine(directory.toString())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith(source.nameOf(setting) + " must be " + rangeOf(setting))
                    .hasMessageEndingWith(", not " + text);
        }
    }

    static Stream<Arguments> whatIsBeyondABoundIsRefusedByBothSources() {
        return ranged().flatMap(setting -> beyond(setting).stream().map(text -> Arguments.of(setting, text)));
    }

    @ParameterizedTest
    @MethodSource
    void bothSourcesReadTheSame(Setting<?> setting) throws InvalidSettingException {
        String text = sample(setting);
        List<List<?>> values = new ArrayList<>();
        for (SettingsSource source : bothSources(setting, text)) {
            values.add(source.assignments(any -> true).stream()
                    .map(Assignment::value)
                    .toList());
        }
        assertThat(values.get(0)).hasSize(1).isEqualTo(values.get(1));
        assertThat(text(setting, values.get(0).get(0))).isEqualTo(text);
    }

    static List<Setting<?>> bothSourcesReadTheSame() {
        return Settings.all();
    }

    /** The order of access rules decides, whichever option each of them is. */
    @Test
    void valuesComeInTheOrderOfTheCommandLine() throws InvalidSettingException {
        SettingsSource source = commandLine(
                "--allow-read",
                "10.0.0.1",
                "--deny-read",
                "10.0.0.0/24",
                "--port",
                "6969",
                "--allow-read=10.0.0.0/8",
                directory.toString(),
                "--deny-read",
                "all");
        assertThat(source.assignments(setting -> setting.option().endsWith("-read")).stream()
                        .map(each -> each.setting().name() + " " + each.value()))
                .containsExactly(
                        "allow-read 10.0.0.1", "deny-read 10.0.0.0/24", "allow-read 10.0.0.0/8", "deny-read all");
    }

    @Test
    void helpHasEachSettingOnceInTheOrderOfTheTable() {
        TftpdRun run = new TftpdRun();
        assertThat(run.exitCode("--help")).isZero();
        String options = run.out().substring(0, run.out().indexOf("Exit codes:"));
        Matcher lines =
                Pattern.compile("(?m)^ {2}(?:-\\w, | {4})(--[a-z-]+|DIRECTORY)").matcher(options);
        List<String> names = lines.results().map(line -> line.group(1)).toList();
        List<String> expected = new ArrayList<>();
        Settings.all().forEach(setting -> expected.add(setting.option()));
        expected.addAll(List.of("--help", "--version"));
        assertThat(names).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("bothSourcesReadTheSame")
    void everyRowIsComplete(Setting<?> setting) {
        assertThat(setting.help()).endsWith(".").doesNotContain("{", "%");
        assertThat(setting.label().isEmpty()).isEqualTo(setting.isSwitch());
        assertThat(Settings.all().stream().filter(each -> each.name().equals(setting.name())))
                .hasSize(1);
        if (setting.isSwitch()) {
            assertThat(setting.defaultValue().map(Object::toString)).contains("false");
        }
    }

    // ---- the two sources ----

    private static List<SettingsSource> bothSources(Setting<?> setting, String text) {
        SettingsSource commandLine =
                setting.isPositional() ? commandLine(text) : commandLine(setting.option() + "=" + text);
        return List.of(commandLine, new Environment(Map.of(NOTHING.nameOf(setting), text)));
    }

    private static SettingsSource commandLine(String... args) {
        return new CommandLineSettings(new CommandLine(CommandLineSettings.describe()).parseArgs(args));
    }

    // ---- the table's values ----

    private static Stream<Setting<?>> ranged() {
        return Settings.all().stream().filter(setting -> setting.range().isPresent());
    }

    private static <T> String rangeOf(Setting<T> setting) {
        return setting.range().map(range -> range.text(setting.type())).orElseThrow();
    }

    private static <T> List<String> bounds(Setting<T> setting) {
        Range<T> range = setting.range().orElseThrow();
        return Stream.concat(Stream.of(range.min()), range.max().stream())
                .map(setting.type()::text)
                .toList();
    }

    /** One below and one above; a time can't be written that is less than none. */
    private static <T> List<String> beyond(Setting<T> setting) {
        Range<T> range = setting.range().orElseThrow();
        ValueType<T> type = setting.type();
        return Stream.concat(next(range.min(), -1).stream(), range.max().flatMap(max -> next(max, 1)).stream())
                .map(value -> text(setting, type.valueClass().cast(value)))
                .toList();
    }

    private static Optional<Object> next(Object bound, int step) {
        if (bound instanceof Integer number) {
            return Optional.of(number + step);
        }
        if (bound instanceof Long number) {
            return Optional.of(number + step);
        }
        Duration time = ((Duration) bound).plusNanos(step);
        return time.isNegative() ? Optional.empty() : Optional.of(time);
    }

    private static <T> String sample(Setting<T> setting) {
        T[] constants = setting.type().valueClass().getEnumConstants();
        return constants != null
                ? setting.type().text(constants[constants.length - 1])
                : SAMPLES.get(setting.type().valueClass());
    }

    private static <T> String text(Setting<T> setting, Object value) {
        return setting.type().text(setting.type().valueClass().cast(value));
    }
}
