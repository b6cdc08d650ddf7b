package io.tftp.client.cli;

import io.tftp.client.HostPort;
import io.tftp.client.NetworkException;
import io.tftp.client.chaos.ChaosObserver;
import io.tftp.client.chaos.ChaosPlan;
import io.tftp.client.chaos.ChaosProxy;
import io.tftp.client.chaos.ChaosTotals;
import io.tftp.core.link.AddressUnavailableException;
import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tftp chaos}. */
@Command(
        name = "chaos",
        header = "Simulates a bad network between TFTP clients and a server.",
        customSynopsis = "tftp chaos [OPTION]... --listen [ADDRESS:]PORT --to HOST[:PORT]",
        description = {
            "%nRelays packets between a server and the clients that send to PORT, and drops, duplicates, delays, reorders,"
                    + " throttles or corrupts some of them. A client sees each port of the server as a port of the proxy, as"
                    + " behind NAT. Use it to test firmware, clients and servers.%n",
            "What happens to the n-th packet of a client port depends only on --seed, on n, and on the order in which the"
                    + " client ports first sent a packet: the same traffic always meets the same fate. Corruption can always be"
                    + " detected: a wrong opcode, a block number out of range, a wrong letter in an option, a truncated packet,"
                    + " garbage; block data is never changed. Limits: 4,096 client ports at once, 64 MiB of waiting packets;"
                    + " a client port is forgotten after two minutes of silence.%n",
            "It runs until interrupted, or for --duration, and then prints a summary.%n"
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ChaosCommand implements Callable<Integer> {

    /** So long may an interrupted process still take to show what there is. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final StandardStreams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final ChaosOptions options = new ChaosOptions();

    @Parameters(hidden = true, arity = "0..*")
    private final List<String> arguments = new ArrayList<>();

    ChaosCommand(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        try {
            if (!arguments.isEmpty()) {
                throw new IllegalArgumentException("unexpected argument '" + arguments.get(0) + "'");
            }
            return run(options.plan());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (AddressUnavailableException e) {
            streams.err().println("tftp: chaos: can't listen on " + HostPort.describe(e.address()) + ": " + e.reason());
        } catch (NetworkException e) {
            String what = e.getCause() instanceof UnknownHostException unknown
                    ? "unknown host: " + unknown.getMessage()
                    : "a host has no address of the requested family (IPv4 or IPv6)";
            streams.err().println("tftp: chaos: " + what);
            return ExitStatus.of(e, true);
        } catch (IOException e) {
            streams.err().println("tftp: chaos: " + e.getMessage());
        }
        return ExitStatus.OTHER;
    }

    private int run(ChaosPlan plan) throws IOException {
        PrintStream out = new PrintStream(streams.out(), true, Charset.defaultCharset());
        ChaosObserver observer =
                options.verbose() ? new ChaosTrace(out, Clock.system().nanoTime()) : ChaosObserver.NONE;
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Void> end = new CompletableFuture<>();
        ShutdownHook hook = ShutdownHook.stopping(stop::countDown, end, FAREWELL);
        try {
            out.print(ChaosReport.text(relay(plan, observer, stop)));
            out.flush();
            return ExitStatus.OK;
        } finally {
            end.complete(null);
            hook.remove();
        }
    }

    private ChaosTotals relay(ChaosPlan plan, ChaosObserver observer, CountDownLatch stop) throws IOException {
        try (ChaosProxy proxy = ChaosProxy.start(plan, observer)) {
            String where = proxy.addresses().stream().map(HostPort::describe).collect(Collectors.joining(", "));
            streams.err()
                    .println("tftp: chaos: relaying between " + where + " and " + HostPort.describe(plan.server()));
            await(stop);
            return proxy.totals();
        }
    }

    /** Waits for the end. An interrupt of the thread is one. */
    private void await(CountDownLatch stop) {
        try {
            if (options.duration().isPresent()) {
                stop.await(options.duration().get().toNanos(), TimeUnit.NANOSECONDS);
            } else {
                stop.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
