package io.tftp.links;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs programs. Static. */
final class Shell {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 10;

    private Shell() {}

    /** Runs a program whose words have no blanks, which has to succeed. */
    static void run(String command) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(command.split(" "));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said.strip());
            }
        }
    }

    /** Starts a program, whose standard output and error go to a file. */
    static Process start(List<String> command, Path output) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Waits until a program has printed something. */
    static void awaitOutput(Process process, Path output, String text) throws IOException, InterruptedException {
        awaitThat(process, () -> read(output).contains(text), () -> "no '" + text + "' in: " + read(output));
    }

    /** Waits until a program has a UDP socket on a port: what the kernel lists for it is of its network namespace. */
    static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        String hex = String.format(":%04X ", port);
        Path sockets = Path.of("/proc", Long.toString(process.pid()), "net");
        awaitThat(
                process,
                () -> read(sockets.resolve("udp")).contains(hex)
                        || read(sockets.resolve("udp6")).contains(hex),
                () -> "nothing listens on port " + port);
    }

    /** What a supplier of a message is. */
    @FunctionalInterface
    private interface Complaint {
        String text();
    }

    private static void awaitThat(Process process, BooleanSupplier condition, Complaint complaint)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException(
                        process.info().commandLine().orElse("a program that ended") + ": " + complaint.text());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Asks a program to end (SIGTERM) and waits; one that doesn't is killed. What it started is ended, too. */
    static void end(Process process) throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
