package io.tftp.links;

import io.tftp.comparison.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scripts/bench-links}: measures, prints the report, and says on standard error how far it is. */
@Command(
        name = "scripts/bench-links",
        header = "Measures transfers over slow, short-queued, long and lossy links.",
        description = {
            "%nMakes the links of network namespaces, the kernel's token bucket and tftp chaos, and prints a table in Markdown."
                    + " A run of all scenarios also writes it to docs/links.md, and a picture to docs/links.svg. Nothing"
                    + " else should run on the machine meanwhile.%n"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class LinkBench implements Callable<Integer> {

    private static final int USUAL_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--short",
            description = "A link of each kind, once: three minutes, and no file is written unless told.")
    private boolean small;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "So many rounds for get and put with no option set (3; 1 with --short); the others have one.")
    private @Nullable Integer rounds;

    @Option(names = "--ours", description = "Only get and put with no option set, no other windows or programs.")
    private boolean ours;

    @Option(names = "--write", description = "Write the files after a short run, too.")
    private boolean write;

    @Parameters(
            paramLabel = "SCENARIO",
            description =
                    "Only these: deep, shallow, fast, reorder, loss, far, shared, chaos. Then nothing is written.")
    private final List<String> names = new ArrayList<>();

    @Spec
    private CommandLine.Model.CommandSpec spec;

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
        int times = rounds != null ? rounds : small ? 1 : USUAL_ROUNDS;
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds is 1 or more, not " + rounds);
        }
        if (write && !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--write is for all scenarios");
        }
        List<Link> links;
        try {
            links = Links.named(names, small);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Map<Link, Map<Program, Outcome>> results = measure(links, times);
        String report = LinkReport.markdown(invocation(), times, results);
        if (names.isEmpty() && (write || !small)) {
            write(report, results);
        }
        System.out.print(report);
        return 0;
    }

    private String invocation() {
        List<String> words = new ArrayList<>(List.of("scripts/bench-links"));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }

    private Map<Link, Map<Program, Outcome>> measure(List<Link> links, int times)
            throws IOException, InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        leaveNothingBehind(over);
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
        } finally {
            over.complete(null);
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

    /** Where the JVM is told to end, programs are stopped and namespaces removed before it does. */
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
