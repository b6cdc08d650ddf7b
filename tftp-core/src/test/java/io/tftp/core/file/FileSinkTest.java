package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSinkTest {

    @TempDir
    Path directory;

    private FileSink open(String name, Publication publication) throws IOException {
        return open(new PathDirectory(directory), name, publication);
    }

    private static FileSink open(SinkDirectory directory, String name, Publication publication) throws IOException {
        return FileSink.open(directory, Path.of(name), name, publication, Durability.FLUSHED);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Publication.class)
    void fileAppearsWholeAtTheCommitAndNotBefore(Publication publication) throws IOException {
        byte[] content = new byte[1_000_000];
        new Random(4).nextBytes(content);
        try (FileSink sink = open("x", publication)) {
            for (int at = 0, size = 1;
                    at < content.length;
                    at += size, size = Math.min(size * 3, content.length - at)) {
                sink.write(ByteBuffer.wrap(content, at, size));
            }
            assertThat(names()).singleElement().matches(TemporaryName::matches);
            sink.commit();
            assertThat(names()).containsExactly("x");
        }
        assertThat(names()).containsExactly("x");
        assertThat(directory.resolve("x")).hasBinaryContent(content);
    }

    @Test
    void emptyFileIsAFile() throws IOException {
        try (FileSink sink = open("x", Publication.NEW)) {
            sink.commit();
        }
        assertThat(directory.resolve("x")).isEmptyFile();
    }

    @Test
    void closingWithoutCommitLeavesNothingAndTheOldFile() throws IOException {
        Files.writeString(directory.resolve("x"), "old");
        FileSink sink = open("x", Publication.REPLACE);
        sink.write(ByteBuffer.wrap(new byte[300_000]));
        sink.close();
        sink.close();
        assertThat(names()).containsExactly("x");
        assertThat(directory.resolve("x")).hasContent("old");
    }

    @Test
    void newRefusesAnExistingFileAtOnce() throws IOException {
        Files.writeString(directory.resolve("x"), "old");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> open("x", Publication.NEW))
                .withMessage("x: exists already");
        assertThat(names()).containsExactly("x");
    }

    @Test
    void newRefusesAFileThatCameMeanwhile() throws IOException {
        try (FileSink sink = open("x", Publication.NEW)) {
            Files.writeString(directory.resolve("x"), "other");
            assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(sink::commit);
        }
        assertThat(names()).containsExactly("x");
        assertThat(directory.resolve("x")).hasContent("other");
    }

    @Test
    void ofSeveralNewOnesAtOnceExactlyOneAppears() throws Exception {
        for (int round = 0; round < 10; round++) {
            assertOneWins(new PathDirectory(directory), "linked" + round);
            assertOneWins(new ReservingDirectory(new PathDirectory(directory)), "reserved" + round);
        }
        assertThat(names()).hasSize(20);
    }

    /** Four uploads of one name are committed at once: one succeeds, and its content is what is there. */
    private void assertOneWins(SinkDirectory target, String name) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] content = {(byte) i};
            Callable<Boolean> upload = () -> {
                try (FileSink sink = open(target, name, Publication.NEW)) {
                    sink.write(ByteBuffer.wrap(content));
                    start.await();
                    sink.commit();
                    return true;
                } catch (FileAlreadyExistsException e) {
                    return false;
                }
            };
            results.add(threads.submit(upload));
        }
        int winner = -1;
        for (int i = 0; i < 4; i++) {
            if (results.get(i).get()) {
                assertThat(winner).isEqualTo(-1);
                winner = i;
            }
        }
        threads.shutdown();
        assertThat(directory.resolve(name)).hasBinaryContent(new byte[] {(byte) winner});
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void newFileIsReadableByAllAndExecutableByNone() throws IOException {
        receive("x");
        assertThat(permissions("x")).isSubsetOf(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(permissions("x")).contains(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void replacedFileKeepsItsPrivacyAndLosesWhatIsUnsafe() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "old");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        receive("secret");
        assertThat(permissions("secret")).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Path open = Files.writeString(directory.resolve("open"), "old");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        receive("open");
        assertThat(permissions("open")).isSubsetOf(PosixFilePermissions.fromString("rw-rw-r--"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writeProtectedFilesAndOtherThingsAreNotReplaced() throws IOException {
        Path file = Files.writeString(directory.resolve("protected"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Files.createDirectory(directory.resolve("directory"));
        Files.createSymbolicLink(directory.resolve("link"), file);
        for (String name : List.of("protected", "directory", "link")) {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> open(name, Publication.REPLACE))
                    .withMessageStartingWith(name);
        }
        assertThat(names()).containsExactly("directory", "link", "protected");
    }

    @Test
    void missingDirectoryIsNotFound() {
        SinkDirectory missing = new PathDirectory(directory.resolve("missing"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> open(missing, "x", Publication.NEW))
                .withMessage("x: no such file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsSaidSoAndLeavesNothing() throws IOException {
        SinkDirectory full = new ReservingDirectory(new PathDirectory(directory)) {
            @Override
            public SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException {
                super.create(name, permissions).close();
                return FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
            }
        };
        FileSink sink = open(full, "x", Publication.NEW);
        sink.write(ByteBuffer.allocate(1000));
        assertThatExceptionOfType(StorageFullException.class).isThrownBy(sink::commit);
        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> sink.write(ByteBuffer.allocate(1_000_000)));
        sink.close();
        assertThat(names()).isEmpty();
    }

    private void receive(String name) throws IOException {
        try (BlockSink sink = open(name, Publication.REPLACE)) {
            sink.commit();
        }
    }

    private Set<PosixFilePermission> permissions(String name) throws IOException {
        return Files.getPosixFilePermissions(directory.resolve(name));
    }
}
