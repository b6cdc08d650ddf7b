package io.tftp.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(20)
class ServedUploadTest {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    @TempDir
    Path base;

    private Path root;

    @BeforeEach
    void build() throws IOException {
        root = Files.createDirectories(base.resolve("root"));
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectories(base.resolve("outside"));
    }

    private void upload(UploadPolicy policy, String filename, String content) throws IOException {
        try (ServedDirectory served = ServedDirectory.open(root, policy, OptionalLong.of(100));
                BlockSink sink = served.openWrite(filename, UNKNOWN)) {
            sink.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
            sink.commit();
        }
    }

    private void assertDenied(UploadPolicy policy, String filename) {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> upload(policy, filename, "new"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(base.toString()));
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void readOnlyDirectoryTakesNothing() {
        assertDenied(UploadPolicy.NONE, "x");
    }

    @Test
    void uploadAppearsUnderItsName() throws IOException {
        for (UploadPolicy policy : new UploadPolicy[] {UploadPolicy.NEW, UploadPolicy.REPLACE}) {
            upload(policy, "/" + policy, "new");
            upload(policy, "a\\b\\" + policy, "new");
            assertThat(root.resolve(policy.name())).hasContent("new");
            assertThat(Files.getPosixFilePermissions(root.resolve("a/b/" + policy)))
                    .isSubsetOf(PosixFilePermissions.fromString("rw-r--r--"));
        }
        assertThat(files()).containsExactly("NEW", "REPLACE", "a/b/NEW", "a/b/REPLACE");
    }

    @Test
    void abortedUploadLeavesNothing() throws IOException {
        try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.empty())) {
            BlockSink sink = served.openWrite("a/x", UNKNOWN);
            sink.write(ByteBuffer.allocate(500_000));
            assertThat(files()).hasSize(1);
            sink.close();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void newKeepsAndReplaceReplaces() throws IOException {
        upload(UploadPolicy.NEW, "x", "first");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> upload(UploadPolicy.NEW, "x", "second"))
                .withMessage("x: exists already");
        assertThat(root.resolve("x")).hasContent("first");
        upload(UploadPolicy.REPLACE, "x", "second");
        assertThat(root.resolve("x")).hasContent("second");
        assertThat(files()).containsExactly("x");
    }

    @Test
    void ofTwoUploadsAtOnceTheFirstNewOneAndTheLastReplacingOneStay() throws IOException {
        for (UploadPolicy policy : new UploadPolicy[] {UploadPolicy.NEW, UploadPolicy.REPLACE}) {
            String name = policy.name();
            try (ServedDirectory served = ServedDirectory.open(root, policy, OptionalLong.empty());
                    BlockSink first = served.openWrite(name, UNKNOWN);
                    BlockSink second = served.openWrite(name, UNKNOWN)) {
                second.write(ByteBuffer.wrap("sec".getBytes(UTF_8)));
                first.write(ByteBuffer.wrap("first".getBytes(UTF_8)));
                second.write(ByteBuffer.wrap("ond".getBytes(UTF_8)));
                first.commit();
                if (policy == UploadPolicy.NEW) {
                    assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(second::commit);
                } else {
                    second.commit();
                }
            }
        }
        assertThat(root.resolve("NEW")).hasContent("first");
        assertThat(root.resolve("REPLACE")).hasContent("second");
        assertThat(files()).containsExactly("NEW", "REPLACE");
    }

    @Test
    void missingDirectoryIsNotFound() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> upload(UploadPolicy.NEW, "missing/x", "new"))
                .withMessage("missing/x: no such file");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> upload(UploadPolicy.NEW, "\ud800", "new"));
    }

    @Test
    void directoriesPipesAndProtectedFilesAreDenied() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Path file = Files.writeString(root.resolve("protected"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        for (String name : new String[] {"a", "a/b/", "/", "pipe", "protected"}) {
            assertDenied(UploadPolicy.REPLACE, name);
        }
        assertThat(files()).containsExactly("protected");
    }

    @Test
    void linkInsideIsTheFileItLeadsTo() throws IOException {
        Files.writeString(root.resolve("a/target"), "old");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/target"));
        upload(UploadPolicy.REPLACE, "link", "new");
        assertThat(root.resolve("link")).isSymbolicLink();
        assertThat(root.resolve("a/target")).hasContent("new");
    }

    @Test
    void linkOutsideIsDenied() throws IOException {
        Path secret = Files.writeString(base.resolve("outside/secret"), "secret");
        Files.createSymbolicLink(root.resolve("link"), Path.of("../outside/secret"));
        Files.createSymbolicLink(root.resolve("new"), base.resolve("outside/new"));
        Files.createSymbolicLink(root.resolve("directory"), base.resolve("outside"));
        for (String name : new String[] {"link", "new", "directory/x", "../x"}) {
            assertDenied(UploadPolicy.REPLACE, name);
            assertDenied(UploadPolicy.NEW, name);
        }
        assertThat(secret).hasContent("secret");
        assertThat(base.resolve("outside")).isDirectoryNotContaining(path -> !path.equals(secret));
    }

    @Test
    void sizeIsLimited() throws IOException {
        try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.of(100))) {
            assertThatExceptionOfType(StorageFullException.class)
                    .isThrownBy(() -> served.openWrite("x", OptionalLong.of(101)))
                    .withMessageContaining("100 bytes");
            try (BlockSink sink = served.openWrite("x", OptionalLong.of(100))) {
                sink.write(ByteBuffer.allocate(100));
                assertThatExceptionOfType(StorageFullException.class)
                        .isThrownBy(() -> sink.write(ByteBuffer.allocate(1)));
            }
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void moreThanTheDiskHasIsRefusedAtOnce() throws IOException {
        try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.empty())) {
            assertThatExceptionOfType(StorageFullException.class)
                    .isThrownBy(() -> served.openWrite("x", OptionalLong.of(Long.MAX_VALUE)))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(base.toString()));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void runningUploadOutlivesTheServersEndAndARenamedDirectory() throws IOException {
        ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.empty());
        try (BlockSink sink = served.openWrite("a/x", UNKNOWN)) {
            served.close();
            Files.move(root.resolve("a"), root.resolve("moved"));
            sink.commit();
        }
        assertThat(files()).containsExactly("moved/x");
    }

    @Test
    void leftoversAreSwept() throws IOException {
        Files.createFile(root.resolve("a/.tftp-00000000-0123456789abcdef.part"));
        try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.empty());
                BlockSink sink = served.openWrite("x", UNKNOWN)) {
            assertThat(served.sweepLeftovers()).isEqualTo(1);
            sink.commit();
        }
        assertThat(files()).containsExactly("x");
    }
}
