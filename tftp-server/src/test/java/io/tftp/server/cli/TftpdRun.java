package io.tftp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@code tftpd} in this JVM, and what it prints. */
final class TftpdRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSwitch stop = new StopSwitch();
    private final Map<String, String> environment;
    private volatile Runnable report = () -> {};
    private CompletableFuture<Integer> running = CompletableFuture.completedFuture(0);

    TftpdRun() {
        this(Map.of());
    }

    TftpdRun(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs to the end. */
    int exitCode(String... args) {
        return new Tftpd(environment, stop, report -> this.report = report)
                .run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
    }

    /** Runs beside the test. */
    void start(String... args) {
        running = CompletableFuture.supplyAsync(() -> exitCode(args));
    }

    /** Has it write its state to the log, as a signal does. */
    void report() {
        report.run();
    }

    int stopAndExitCode() throws Exception {
        stop.press();
        return running.get(10, TimeUnit.SECONDS);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
