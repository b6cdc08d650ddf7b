package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeftoverSweeperTest {

    private static final String LEFTOVER = ".tftp-00000000-0123456789abcdef.part";

    @TempDir
    Path directory;

    @Test
    void leftoversGoAndNothingElse() throws IOException {
        Path below = Files.createDirectories(directory.resolve("root/a/b"));
        Path root = directory.resolve("root");
        Path outside = Files.createFile(
                Files.createDirectory(directory.resolve("outside")).resolve(LEFTOVER));
        Files.createSymbolicLink(root.resolve("out"), outside.getParent());
        Path link = Files.createSymbolicLink(root.resolve(".tftp-00000000-1123456789abcdef.part"), outside);
        Path folder = Files.createDirectory(root.resolve(".tftp-00000000-2123456789abcdef.part"));
        Path own = Files.createFile(root.resolve(TemporaryName.create()));
        Path file = Files.createFile(root.resolve("file.part"));
        Files.createFile(root.resolve(LEFTOVER));
        Files.createFile(below.resolve(LEFTOVER));

        assertThat(LeftoverSweeper.sweep(root, Instant.now())).isEqualTo(2);

        assertThat(root.resolve(LEFTOVER)).doesNotExist();
        assertThat(below.resolve(LEFTOVER)).doesNotExist();
        assertThat(outside).exists();
        assertThat(own).exists();
        assertThat(file).exists();
        assertThat(link).isSymbolicLink();
        assertThat(folder).isDirectory();
    }

    /** A process was killed when it had taken the name, and had not yet given the file that name. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aNameReservedLongAgoIsFreeAgain() throws IOException {
        Path reserved = reserved("reserved");
        Path readable = Files.createFile(directory.resolve("readable"));
        Path full = reserved("full");
        Files.setPosixFilePermissions(full, PosixFilePermissions.fromString("-w-------"));
        Files.writeString(full, "content");
        Files.setPosixFilePermissions(full, Set.of());
        Instant now = Instant.now();
        assertThat(LeftoverSweeper.sweep(directory, now)).as("it may be in use").isZero();
        Instant later = now.plus(LeftoverSweeper.RESERVED_FOR_LONG).plusSeconds(1);
        assertThat(LeftoverSweeper.sweep(directory, later)).isEqualTo(1);
        assertThat(reserved).doesNotExist();
        assertThat(readable).exists();
        assertThat(full).exists();
    }

    private Path reserved(String name) throws IOException {
        return Files.createFile(directory.resolve(name), PosixFilePermissions.asFileAttribute(Set.of()));
    }

    @Test
    void missingRootHasNone() {
        assertThat(LeftoverSweeper.sweep(directory.resolve("missing"), Instant.now()))
                .isZero();
    }

    @Test
    void onlyWhatNobodyWroteToForLongIsALeftoverInADirectoryOfMany() throws IOException {
        Path old = Files.createFile(directory.resolve(LEFTOVER));
        Path below = Files.createFile(
                Files.createDirectory(directory.resolve("below")).resolve(LEFTOVER));
        Path own = Files.createFile(directory.resolve(TemporaryName.create()));
        Path file = Files.createFile(directory.resolve(".tftp-notes"));
        Path link = Files.createSymbolicLink(directory.resolve(".tftp-00000000-1123456789abcdef.part"), file);
        Instant later = Instant.now().plus(LeftoverSweeper.UNTOUCHED_FOR_LONG);

        assertThat(LeftoverSweeper.sweepDirectory(directory, later.minusSeconds(60), () -> false))
                .isZero();
        assertThat(LeftoverSweeper.sweepDirectory(directory, later.plusSeconds(1), () -> false))
                .isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(below).exists();
        assertThat(own).exists();
        assertThat(file).exists();
        assertThat(link).isSymbolicLink();
        assertThat(LeftoverSweeper.sweepDirectory(directory.resolve("missing"), later, () -> false))
                .isZero();
    }

    @Test
    void aLargeDirectoryIsLookedThroughAsLongAsThereIsTime() throws IOException {
        for (int i = 0; i < 1500; i++) {
            Files.createFile(directory.resolve(".tftp-00000000-%016x.part".formatted(i)));
        }
        Instant later = Instant.now().plus(LeftoverSweeper.UNTOUCHED_FOR_LONG).plusSeconds(1);
        assertThat(LeftoverSweeper.sweepDirectory(directory, later, () -> true)).isEqualTo(1000);
        assertThat(LeftoverSweeper.sweepDirectory(directory, later, () -> false))
                .isEqualTo(500);
    }

    @Test
    void fileOfALivingProcessStaysUntilItDies() throws Exception {
        Path file = Files.createFile(directory.resolve(LEFTOVER));
        Instant now = Instant.now();
        Instant later = now.plus(LeftoverSweeper.UNTOUCHED_FOR_LONG).plusSeconds(60);
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream locked = holder.getInputStream()) {
            assertThat(locked.read()).isEqualTo('L');
            assertThat(LeftoverSweeper.sweep(directory, now)).isZero();
            assertThat(LeftoverSweeper.sweepDirectory(directory, later, () -> false))
                    .isZero();
            assertThat(file).exists();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(LeftoverSweeper.sweepDirectory(directory, later, () -> false))
                .isEqualTo(1);
        assertThat(file).doesNotExist();
        Files.createFile(file);
        assertThat(LeftoverSweeper.sweep(directory, now)).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    /** Another process that locks a file, says so, and waits to be killed. */
    static final class Holder {

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    System.out.write('L');
                    System.out.flush();
                }
                while (System.in.read() >= 0) {
                    // The test's end of the pipe closes when it ends, however it ends.
                }
            }
        }
    }
}
