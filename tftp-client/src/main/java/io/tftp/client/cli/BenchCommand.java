package io.tftp.client.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tftp.client.AddressFamily;
import io.tftp.client.RemoteFile;
import io.tftp.client.Resolver;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferResult;
import io.tftp.client.bench.Content;
import io.tftp.client.bench.LoadGenerator;
import io.tftp.client.bench.LoadPlan;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.client.bench.LoadResult;
import io.tftp.client.bench.ReferenceSink;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tftp bench}. */
@Command(
        name = "bench",
        header = "Load-tests a TFTP server.",
        customSynopsis = "tftp bench [OPTION]... HOST[:PORT] REMOTE",
        description = {
            "%nGets REMOTE again and again, with many clients at once, and compares every byte with the result of a first"
                    + " get; or puts generated content (--upload). {n} in REMOTE stands for the number of the transfer,"
                    + " starting at 1; files that are read by number must have the same content. Use it only on your own"
                    + " servers.%n",
            "Times are measured at the client, from the request to the last byte or its acknowledgment. Bytes and packets"
                    + " count successful transfers only.%n"
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {

    /** What the JVM itself keeps open, and sockets that linger. */
    private static final int OTHER_FILES = 600;

    /** So long may an interrupted process still take to tell the server, and to show what there is. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final StandardStreams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Parameters(hidden = true, arity = "0..*")
    private final List<String> arguments = new ArrayList<>();

    BenchCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        RemoteFile remote;
        LoadPlan draft;
        AddressFamily family;
        try {
            remote = remote();
            family = options.family();
            // Before anybody is asked anything: the server isn't known yet, and the content only if we make it.
            draft = plan(remote, new InetSocketAddress(remote.port()), Content.generated(options.seed(), size()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        warnOfFileLimit();
        try {
            return run(
                    remote,
                    options.upload()
                            ? plan(remote, Resolver.resolve(remote, family).element(), draft.content())
                            : withReference(remote));
        } catch (TftpException e) {
            streams.err().println("tftp: bench " + e.getMessage() + TransferRun.advice(e));
            return ExitStatus.of(e, true);
        }
    }

    private RemoteFile remote() {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException(
                    arguments.size() < 2
                            ? "missing argument: give HOST and REMOTE"
                            : "unexpected argument '" + arguments.get(2) + "'");
        }
        return Remotes.of(arguments.get(0), arguments.get(1), options.port());
    }

    private long size() {
        return options.upload() ? options.sizeBytes() : 0;
    }

    private LoadPlan plan(RemoteFile remote, InetSocketAddress server, Content content) {
        return new LoadPlan(
                server,
                remote.name(),
                options.upload() ? Direction.PUT : Direction.GET,
                content,
                options.clients(),
                options.transfers(),
                options.duration(),
                options.proposal(),
                options.policy(),
                options.line(),
                options.seed(),
                options.readBack());
    }

    /** The plan for gets, with what the first one brings; it is no part of the measurement. */
    private LoadPlan withReference(RemoteFile remote) throws TftpException {
        RemoteFile first =
                RemoteFile.of(remote.host(), remote.port(), remote.name().replace(LoadPlan.NUMBER, "1"));
        ReferenceSink sink = new ReferenceSink();
        try (TftpClient client = options.client()) {
            TransferResult result =
                    client.startGet(first, () -> sink, TransferObserver.NONE).await();
            InetSocketAddress server = new InetSocketAddress(result.server().getAddress(), remote.port());
            return plan(remote, server, sink.content());
        }
    }

    private int run(RemoteFile remote, LoadPlan plan) throws IOException {
        LoadGenerator generator = new LoadGenerator(plan);
        CompletableFuture<Void> end = new CompletableFuture<>();
        ShutdownHook hook = ShutdownHook.stopping(generator::stop, end, FAREWELL);
        try {
            LoadResult result = generator.run();
            print(options.json() ? BenchJson.of(remote, plan, result) : BenchReport.text(plan, result));
            BenchReport.limit(result).ifPresent(streams.err()::println);
            return result.allSucceeded() ? ExitStatus.OK : ExitStatus.OTHER;
        } finally {
            end.complete(null);
            hook.remove();
        }
    }

    private void print(String report) {
        PrintStream out = new PrintStream(streams.out(), false, Charset.defaultCharset());
        out.print(report);
        out.flush();
    }

    private void warnOfFileLimit() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = system.getMaxFileDescriptorCount();
            if (most < options.clients() + OTHER_FILES) {
                streams.err()
                        .println("tftp: bench: this process may open only " + most + " files, too few for "
                                + options.clients() + " clients: raise the limit (ulimit -n "
                                + (options.clients() + OTHER_FILES) + ")");
            }
        }
    }
}
