package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon as a process: what a shell or a service manager sees of it. */
@DisabledOnOs(OS.WINDOWS)
class TftpdSignalsIT {

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalEndsItWithExitCodeZero(String signal) throws Exception {
        Process daemon = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TftpdMain.class.getName(),
                        "--address",
                        "127.0.0.1",
                        "--port",
                        "0",
                        root.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader log = daemon.errorReader()) {
            assertThat(lineWith(" serves ", log)).contains(" on 127.0.0.1:");
            new ProcessBuilder("kill", "-" + signal, String.valueOf(daemon.pid()))
                    .start()
                    .waitFor();
            assertThat(lineWith(" stopped: ", log)).contains("sent 0 files");
            assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    private static String lineWith(String words, BufferedReader log) throws IOException {
        String line = log.readLine();
        while (line != null && !line.contains(words)) {
            line = log.readLine();
        }
        return String.valueOf(line);
    }
}
