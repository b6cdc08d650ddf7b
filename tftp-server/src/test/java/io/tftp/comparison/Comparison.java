package io.tftp.comparison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}: measures, prints the report, and says on standard error how far it is. */
@Command(
        name = "scripts/bench",
        header = "Compares tftpd with tftpd-hpa, dnsmasq and atftpd on this machine.",
        description = {
            "%nPrints tables in Markdown. A run of all scenarios also writes them to docs/benchmarks.md, and a picture to"
                    + " docs/benchmarks.svg. Nothing else should run on the machine meanwhile.%n"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Comparison implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 5;
    private static final int FEW_ROUNDS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(names = "--short", description = "Less of everything: three minutes, and no file is written unless told.")
    private boolean small;

    @Option(names = "--rounds", paramLabel = "N", description = "So many rounds (5; 2 with --short).")
    private @Nullable Integer rounds;

    @Option(names = "--write", description = "Write the files after a short run, too.")
    private boolean write;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "Only these: lock-step, storms, windows, small-files, uploads,"
                    + " losses, idle. Then nothing is written.")
    private final List<String> names = new ArrayList<>();

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs it.
     *
     * @param args as for the script
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Comparison()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds is 1 or more, not " + rounds);
        }
        if (write && !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--write is for all scenarios");
        }
        Effort effort = new Effort(rounds != null ? rounds : small ? FEW_ROUNDS : USUAL_ROUNDS, small);
        List<Scenario> scenarios;
        try {
            scenarios = Scenarios.named(names, effort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        leaveNothingBehind(over);
        try (Site site = Site.create()) {
            Report report = measure(scenarios, effort, site);
            if (names.isEmpty() && (write || !small)) {
                write(report);
            }
            System.out.print(report.markdown(false));
        } finally {
            over.complete(null);
        }
        return 0;
    }

    private Report measure(List<Scenario> scenarios, Effort effort, Site site)
            throws IOException, InterruptedException {
        Bench bench = new Bench(site, effort, System.err::println);
        Contender.TFTPD.start(site.directory()).close();
        Launcher.awaitArchive();
        List<Section> sections = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            bench.say("== " + scenario.title());
            sections.add(new Section(scenario, scenario.procedure().run(scenario.cases(), bench)));
        }
        return new Report(invocation(), effort, Machine.here(site.directory()), bench.commands(), sections);
    }

    private String invocation() {
        return "scripts/bench" + (small ? " --short" : "") + (rounds == null ? "" : " --rounds " + rounds)
                + names.stream().map(name -> " " + name).collect(Collectors.joining());
    }

    /** The text first: to draw takes fonts, which some systems don't have. */
    private static void write(Report report) throws IOException {
        Path docs = Launcher.checkout().resolve("docs");
        Files.writeString(docs.resolve("benchmarks.md"), report.markdown(true));
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        for (Section section : report.sections()) {
            if (section.scenario().name().equals(Storms.NAME)) {
                StormChart.write(section.results(), picture);
            }
        }
        Files.write(docs.resolve(Report.PICTURE), picture.toByteArray());
    }

    /** Where the JVM is told to end, the servers are stopped and the files removed before it does. */
    private static void leaveNothingBehind(CompletableFuture<Void> over) {
        Thread measuring = Thread.currentThread();
        Thread hook = new Thread(() -> {
            if (!over.isDone()) {
                measuring.interrupt();
                over.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
