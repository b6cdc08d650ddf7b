package io.tftp.comparison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code scripts/bench}: measures, prints the report, and says on standard error how far it is. */
@Command(
        name = "scripts/bench",
        header = "Compares tftpd with tftpd-hpa, dnsmasq and atftpd on this machine.",
        description = {
            "%nPrints tables in Markdown. A run of all scenarios also writes them to docs/benchmarks.md, and a picture to"
                    + " docs/benchmarks.svg. Nothing else should run on the machine meanwhile. There are 5 rounds, or 2 with"
                    + " --short, unless --rounds is given.%n"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Comparison implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 5;
    private static final int FEW_ROUNDS = 2;

    @Mixin
    private final BenchRun run = new BenchRun();

    @Parameters(
            paramLabel = "SCENARIO",
            description = "Only these: lock-step, storms, windows, small-files, uploads,"
                    + " losses, idle. Then nothing is written.")
    private final List<String> names = new ArrayList<>();

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
        run.check(names);
        Effort effort = new Effort(run.rounds(USUAL_ROUNDS, FEW_ROUNDS), run.small());
        List<Scenario> scenarios = run.named(() -> Scenarios.named(names, effort));
        return BenchRun.run(() -> {
            try (Site site = Site.create()) {
                Report report = measure(scenarios, effort, site);
                if (run.writes(names)) {
                    write(report);
                }
                System.out.print(report.markdown(false));
            }
            return 0;
        });
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
        return new Report(run.invocation(), effort, Machine.here(site.directory()), bench.commands(), sections);
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
}
