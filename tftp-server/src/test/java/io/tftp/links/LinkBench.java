package io.tftp.links;

import io.tftp.comparison.BenchRun;
import io.tftp.comparison.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scripts/bench-links}: measures, prints the report, and says on standard error how far it is. */
@Command(
        name = "scripts/bench-links",
        header = "Measures transfers over slow, short-queued, long and lossy links.",
        description = {
            "%nMakes the links of network namespaces, the kernel's token bucket and tftp chaos, and prints a table in Markdown."
                    + " A run of all scenarios also writes it to docs/links.md, and a picture to docs/links.svg. Nothing"
                    + " else should run on the machine meanwhile. Get and put with no option set have 3 rounds, or 1 with --short,"
                    + " unless --rounds is given; the others have one.%n"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class LinkBench implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 3;

    @Mixin
    private final BenchRun run = new BenchRun();

    @Option(names = "--ours", description = "Only get and put with no option set, no other windows or programs.")
    private boolean ours;

    @Parameters(
            paramLabel = "SCENARIO",
            description =
                    "Only these: deep, shallow, fast, reorder, loss, far, shared, chaos. Then nothing is written.")
    private final List<String> names = new ArrayList<>();

    /**
     * Runs it.
     *
     * @param args as for the script
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LinkBench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        run.check(names);
        int times = run.rounds(USUAL_ROUNDS, 1);
        List<Link> links = run.named(() -> Links.named(names, run.small()));
        Map<Link, Map<Program, Outcome>> results = BenchRun.run(() -> measure(links, times));
        String report = LinkReport.markdown(run.invocation(), times, results);
        if (run.writes(names)) {
            write(report, results);
        }
        System.out.print(report);
        return 0;
    }

    private Map<Link, Map<Program, Outcome>> measure(List<Link> links, int times)
            throws IOException, InterruptedException {
        Map<Link, Map<Program, Outcome>> results = new LinkedHashMap<>();
        try (Network network = Network.create(System.getProperty("links.prefix", "tftp-links"));
                Site site = Site.open(network)) {
            Trial trial = new Trial(network, site);
            Launcher.awaitArchive();
            trial.run(Links.WARM_UP, Program.GET);
            trial.run(Links.WARM_UP, Program.PUT);
            for (Link link : links) {
                System.err.println("== " + link.title());
                results.put(link, measure(link, times, trial));
            }
        }
        return results;
    }

    private Map<Program, Outcome> measure(Link link, int times, Trial trial) throws IOException, InterruptedException {
        Map<Program, Outcome> outcomes = new EnumMap<>(Program.class);
        for (Program program : Program.values()) {
            if (!program.judged() && (ours || !link.compared())) {
                continue;
            }
            List<Outcome> found = new ArrayList<>();
            for (int i = 0; i < (program.judged() ? times : 1); i++) {
                found.add(trial.run(link, program));
            }
            Outcome median = Outcome.median(found);
            outcomes.put(program, median);
            System.err.printf(
                    Locale.ROOT,
                    "%-34s %s: %.2f s, %.2f, sent %.2f%n",
                    program,
                    median.done() ? "done" : "NOT DONE",
                    median.seconds(),
                    median.measure(),
                    median.sent());
        }
        return outcomes;
    }

    /** The script puts the table into its document. The text first: to draw takes fonts, which some systems don't have. */
    private static void write(String report, Map<Link, Map<Program, Outcome>> results) throws IOException {
        Files.writeString(Path.of(System.getProperty("links.table")), report);
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        LinkChart.write(results, picture);
        Files.write(Launcher.checkout().resolve("docs").resolve("links.svg"), picture.toByteArray());
    }
}
