package io.tftp.client.cli;

import io.tftp.client.HostPort;
import io.tftp.client.NetworkException;
import io.tftp.client.chaos.ChaosObserver;
import io.tftp.client.chaos.ChaosPlan;
import io.tftp.client.chaos.ChaosProxy;
import io.tftp.client.chaos.ChaosTotals;
import io.tftp.core.net.AddressUnavailableException;
import io.tftp.core.net.EventLoop;
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
        header = "Makes a bad network between TFTP clients and a server.",
        customSynopsis = "tftp chaos [OPTION]... --listen [ADDRESS:]PORT --to HOST[:PORT]",
        description = {
            "%nPasses on what clients send to PORT, and what the server answers, and loses, doubles, delays, reorders, slows or"
                    + " corrupts some of it. Each port of the server's is one of the proxy's for the client, as behind an"
                    + " address translation. For tests of firmware, of clients and of servers.%n",
            "What happens to the n-th packet of a client's port depends on --seed, on the port's place in the order in which"
                    + " ports were first heard, and on n: the same traffic meets the same fate again. Packets are corrupted so"
                    + " that a program can tell: an opcode, a block number from far away, a letter of an option, a packet cut"
                    + " short, garbage; never a byte of a block. The bounds are 4,096 ports of clients at once, 64 MiB that"
                    + " wait, and two minutes of silence.%n",
            "It runs until it is interrupted, or for --duration, and then prints what it did.%n"
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
                throw new IllegalArgumentException("too many arguments, from '" + arguments.get(0) + "' on");
            }
            return run(options.plan());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (AddressUnavailableException e) {
            streams.err().println("tftp: chaos: can't listen on " + HostPort.describe(e.address()) + ": " + e.reason());
        } catch (NetworkException e) {
            String what = e.getCause() instanceof UnknownHostException unknown
                    ? "unknown host: " + unknown.getMessage()
                    : "a host has no address of the family that was asked for";
            streams.err().println("tftp: chaos: " + what);
            return ExitStatus.of(e, true);
        } catch (IOException e) {
            streams.err().println("tftp: chaos: " + e.getMessage());
        }
        return ExitStatus.OTHER;
    }

    private int run(ChaosPlan plan) throws IOException {
        PrintStream out = new PrintStream(streams.out(), true, Charset.defaultCharset());
        ChaosObserver observer = options.verbose() ? new ChaosTrace(out, EventLoop.nanoTime()) : ChaosObserver.NONE;
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
            streams.err().println("tftp: chaos: between " + where + " and " + HostPort.describe(plan.server()));
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
