package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.links.LinkBench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class BenchRunTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(new Comparison(), "--rounds 0", "--rounds is 1 or more, not 0"),
                Arguments.of(new LinkBench(), "--short --rounds 0", "--rounds is 1 or more, not 0"),
                Arguments.of(new Comparison(), "--write storms", "--write is for all scenarios"),
                Arguments.of(new LinkBench(), "--write deep", "--write is for all scenarios"),
                Arguments.of(new Comparison(), "nosuch", "nosuch"),
                Arguments.of(new LinkBench(), "nosuch", "nosuch"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongCommandLineIsNamedBeforeAnythingIsMeasured(
            Callable<Integer> bench, String commandLine, String complaint) {
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(bench).setErr(new PrintWriter(err, true)).execute(commandLine.split(" "));
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
    }

    @CommandLine.Command(name = "bench")
    private static final class Anything {

        @CommandLine.Mixin
        private final BenchRun run = new BenchRun();

        @CommandLine.Parameters(arity = "0..*")
        private final List<String> names = new ArrayList<>();

        static Anything of(String... args) {
            Anything bench = new Anything();
            new CommandLine(bench).parseArgs(args);
            return bench;
        }
    }

    @Test
    void filesAreWrittenAfterAWholeRunOfAllScenarios() {
        assertThat(writes()).isTrue();
        assertThat(writes("--short")).isFalse();
        assertThat(writes("--short", "--write")).isTrue();
        assertThat(writes("storms")).isFalse();
    }

    private static boolean writes(String... args) {
        Anything bench = Anything.of(args);
        return bench.run.writes(bench.names);
    }

    @Test
    void roundsAreTheUsualUnlessSaid() {
        assertThat(Anything.of().run.rounds(5, 2)).isEqualTo(5);
        assertThat(Anything.of("--short").run.rounds(5, 2)).isEqualTo(2);
        assertThat(Anything.of("--short", "--rounds", "7").run.rounds(5, 2)).isEqualTo(7);
    }

    @Test
    void theReportNamesTheCommandAsItWasGiven() {
        assertThat(Anything.of("--short", "storms").run.invocation()).isEqualTo("bench --short storms");
    }

    @Test
    void whatFailsIsThrown() {
        assertThatThrownBy(() -> BenchRun.run(() -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
    }
}
