package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon as a process: what a shell or a service manager sees of it. */
@DisabledOnOs(OS.WINDOWS)
class TftpdSignalsIT {

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2", "HUP, 1"})
    void aSignalEndsItWithExitCodeZero(String signal, int number) throws Exception {
        assumeFalse(
                ignored(number),
                "whoever started the tests ignores " + signal + ", such as nohup, and so does the JVM");
        Process daemon = daemon().start();
        try (BufferedReader log = daemon.errorReader()) {
            assertThat(lineWith(" serves ", log)).contains(" on 127.0.0.1:");
            kill(signal, daemon);
            assertThat(lineWith(" stopped: ", log)).contains("sent 0 files");
            assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    /** Both ways to start the JVM: with its own suspend signal moved away from SIGUSR2, as the launcher has it, and without. */
    @ParameterizedTest
    @CsvSource({"USR1,", "USR2,", "USR1,64", "USR2,64"})
    void aSignalHasItReportAndGoOn(String signal, @Nullable String suspendSignal) throws Exception {
        ProcessBuilder builder = daemon();
        builder.environment().remove("_JAVA_SR_SIGNUM");
        if (suspendSignal != null) {
            builder.environment().put("_JAVA_SR_SIGNUM", suspendSignal);
        }
        Process daemon = builder.start();
        try (BufferedReader log = daemon.errorReader()) {
            assertThat(lineWith(" serves ", log)).contains(" on 127.0.0.1:");
            kill(signal, daemon);
            assertThat(lineWith(" state: ", log)).contains("0 transfers under way; sent 0 files");
            kill("TERM", daemon);
            assertThat(lineWith(" stopped: ", log)).contains("sent 0 files");
            assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    /** The JVM's own: where its threads are, on stdout. */
    @Test
    void sigquitPrintsTheThreadsAndItGoesOn() throws Exception {
        Process daemon = daemon().redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        try (BufferedReader log = daemon.errorReader();
                BufferedReader out = daemon.inputReader()) {
            assertThat(lineWith(" serves ", log)).contains(" on 127.0.0.1:");
            kill("QUIT", daemon);
            assertThat(lineWith("Full thread dump", out)).contains("Full thread dump");
            kill("TERM", daemon);
            assertThat(lineWith(" stopped: ", log)).contains("sent 0 files");
        } finally {
            daemon.destroyForcibly();
        }
    }

    private ProcessBuilder daemon() {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TftpdMain.class.getName(),
                        "--address",
                        "127.0.0.1",
                        "--port",
                        "0",
                        root.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** Whether a signal is ignored here, and so by all that is started from here; where that can't be told it isn't. */
    private static boolean ignored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1);
    }

    private static void kill(String signal, Process daemon) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(daemon.pid()))
                .start()
                .waitFor();
    }

    private static String lineWith(String words, BufferedReader log) throws IOException {
        String line = log.readLine();
        while (line != null && !line.contains(words)) {
            line = log.readLine();
        }
        return String.valueOf(line);
    }
}
