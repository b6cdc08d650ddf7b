package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code scripts/tftp} in a checkout of its own, whose jar is this build's: what becomes of its archive of classes. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {

    private static final Path CHECKOUT = Path.of(System.getProperty("tftp.checkout", ".."));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant LONG_AGO = Instant.EPOCH.plus(Duration.ofDays(10_000));

    @TempDir
    private Path checkout;

    private Path archive;
    private Path jar;

    @BeforeEach
    void checkOut() throws IOException {
        Files.createDirectories(checkout.resolve("scripts/lib"));
        for (String script : List.of("tftp", "lib/launch.sh", "lib/setup.sh", "lib/Startup.java")) {
            Files.copy(
                    CHECKOUT.resolve("scripts").resolve(script),
                    checkout.resolve("scripts").resolve(script));
        }
        for (String source : List.of("tftp-core/src/main", "tftp-client/src/main", "tftp-picocli", ".mvn")) {
            Files.createDirectories(checkout.resolve(source));
        }
        for (String file :
                List.of("pom.xml", "LICENSE", "tftp-core/pom.xml", "tftp-client/pom.xml", "tftp-picocli/pom.xml")) {
            Files.createFile(checkout.resolve(file));
        }
        jar = Files.createDirectories(checkout.resolve("tftp-client/target")).resolve("tftp.jar");
        Files.copy(CHECKOUT.resolve("tftp-client/target/tftp.jar"), jar);
        archive = checkout.resolve("target/launch/tftp-" + Runtime.version().feature() + ".archive");
    }

    @Test
    void firstRunMakesTheArchiveAndLaterOnesUseIt() throws Exception {
        runs();
        awaitArchive();
        assertThat(archive).isNotEmptyFile();
        assertThat(Command.run(List.of("bash", "-x", tftp(), "--version")).err())
                .containsPattern("exec .*" + archive.getFileName());
        runs();
    }

    @Test
    void newJarHasANewArchive() throws Exception {
        runs();
        awaitArchive();
        Files.delete(archive);
        Files.writeString(archive, "of the old jar");
        // As after a build: sources newer than the copy of the jar, and a jar newer than they are.
        Files.setLastModifiedTime(checkout.resolve("target/launch/tftp.jar"), FileTime.from(LONG_AGO));
        runs();
        awaitArchive();
        assertThat(Files.size(archive)).isGreaterThan(100_000);
    }

    @Test
    void unfitArchiveIsNotSpokenOfOnStandardOutput() throws Exception {
        runs();
        awaitArchive();
        for (String rubbish : List.of("rubbish", "\0".repeat(100_000))) {
            Files.delete(archive);
            Files.writeString(archive, rubbish);
            runs();
        }
    }

    @Test
    void whereNoArchiveCanBeMadeItGoesWithout() throws Exception {
        Files.createDirectories(Path.of(archive + ".making"));
        runs();
        runs();
        assertThat(archive).doesNotExist();
    }

    private String tftp() {
        return checkout.resolve("scripts/tftp").toString();
    }

    private void runs() throws IOException, InterruptedException {
        Command.Result version = Command.run(List.of("bash", tftp(), "--version"));
        assertThat(version.exitCode()).as("%s", version).isZero();
        assertThat(version.out()).matches("tftp \\S+\n");
        assertThat(version.err()).isEmpty();
    }

    /** Also so that nothing is written any more when the directory is removed. */
    private void awaitArchive() {
        await().atMost(PATIENCE).until(() -> Files.exists(Path.of(archive + ".of")));
        await().atMost(PATIENCE).until(() -> !Files.exists(Path.of(archive + ".making")));
    }
}
