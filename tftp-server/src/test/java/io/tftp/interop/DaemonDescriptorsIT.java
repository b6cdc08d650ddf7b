package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tftpd} after some thousand transfers of all kinds: it holds as many descriptors as before. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class DaemonDescriptorsIT {

    /** Ports that may be used again rest for ten seconds, and finished uploads linger. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path served;

    @ParameterizedTest
    @ValueSource(strings = {"--grace=1", "--single-port"})
    void thousandsOfTransfersLeakNoDescriptor(String option) throws Exception {
        Files.createDirectory(served.resolve("up"));
        for (String name : List.of("large", "small")) {
            Path file = Files.write(served.resolve(name), TestFiles.binary(name.equals("large") ? 200_000 : 5_000));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        }
        InetSocketAddress address = ServerProcess.freeAddress("127.0.0.1");
        List<String> command = OurProgram.TFTPD.command(
                "--quiet",
                option,
                "--address",
                "127.0.0.1",
                "--port",
                String.valueOf(address.getPort()),
                "--uploads",
                "replace",
                served.toString());
        try (ServerProcess server = ServerProcess.start(command, address)) {
            transfers(server, 10);
            int before = settled(server, Integer.MAX_VALUE);
            transfers(server, 900);
            assertThat(settled(server, before)).isLessThanOrEqualTo(before);
        }
    }

    /** Five kinds of so many transfers each. */
    private static void transfers(ServerProcess server, int count) throws Exception {
        bench(server, 0, count, "large");
        bench(server, 0, count, "large", "--windowsize", "16");
        bench(server, 0, count, "small");
        bench(server, 0, count, "up/x{n}", "--upload", "--size", "20K");
        bench(server, 1, count, "missing/x{n}", "--upload", "--size", "20K"); // refused
    }

    private static void bench(ServerProcess server, int exitCode, int count, String file, String... options)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("bench", "--clients", "50", "--transfers", "" + count));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("127.0.0.1:" + server.address().getPort(), file));
        Command.Result result = Command.run(OurProgram.TFTP.command(arguments.toArray(String[]::new)));
        assertThat(result.exitCode()).as("%s: %s", arguments, result).isEqualTo(exitCode);
    }

    /** How many are open when that no longer goes down, or is as low as wanted. */
    private static int settled(ServerProcess server, int wanted) throws Exception {
        if (wanted != Integer.MAX_VALUE) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> open(server) <= wanted);
            return open(server);
        }
        int[] last = {Integer.MAX_VALUE};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(12)).until(() -> {
            int now = open(server);
            boolean still = now == last[0];
            last[0] = now;
            return still;
        });
        return last[0];
    }

    private static int open(ServerProcess server) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(server.pid()), "fd"))) {
            return (int) descriptors.count();
        }
    }
}
