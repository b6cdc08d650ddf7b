package io.tftp.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rules in memory: one file system with open directories, one without, and one of Windows. */
class OtherFileSystemsTest {

    static Stream<Configuration> kinds() {
        return Stream.of(
                Configuration.unix(), // has open directories
                Configuration.osX(),
                Configuration.windows());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rulesAreTheSame(Configuration kind) throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(kind)) {
            Path base = memory.getPath("base").toAbsolutePath();
            Path root = Files.createDirectories(base.resolve("root"));
            Files.createDirectories(root.resolve("a"));
            Files.writeString(root.resolve("a/file"), "inside");
            Files.writeString(base.resolve("secret"), "secret");
            Files.createSymbolicLink(root.resolve("link"), memory.getPath("a/file"));
            Files.createSymbolicLink(root.resolve("out"), memory.getPath("../secret"));
            Files.createSymbolicLink(root.resolve("gone"), memory.getPath("nothing"));

            try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.NEW, OptionalLong.empty())) {
                assertThat(read(served, "\\a\\file")).isEqualTo("inside");
                assertThat(read(served, "link")).isEqualTo("inside");
                assertRefused(NoSuchFileException.class, () -> read(served, "nothing"));
                assertRefused(NoSuchFileException.class, () -> read(served, "a/nothing/x"));
                assertRefused(NoSuchFileException.class, () -> read(served, "gone"));
                assertRefused(AccessDeniedException.class, () -> read(served, "out"));
                assertRefused(AccessDeniedException.class, () -> read(served, "a"));

                write(served, "a/new");
                assertThat(read(served, "a/new")).isEqualTo("upload");
                assertRefused(FileAlreadyExistsException.class, () -> write(served, "a/new"));
                assertRefused(NoSuchFileException.class, () -> write(served, "nothing/new"));
                assertRefused(AccessDeniedException.class, () -> write(served, "out"));
                served.refresh();
            }
            try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.REPLACE, OptionalLong.empty())) {
                write(served, "link");
                assertThat(read(served, "a/file")).isEqualTo("upload");
            }
            try (var files = Files.list(root.resolve("a"))) {
                assertThat(files).hasSize(2);
            }
        }
    }

    private static void assertRefused(
            Class<? extends IOException> kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(kind)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("base"));
    }

    private static String read(ServedDirectory served, String filename) throws IOException {
        try (BlockSource source = served.openRead(filename)) {
            ByteBuffer block = ByteBuffer.allocate(512);
            source.read(block);
            return UTF_8.decode(block.flip()).toString();
        }
    }

    private static void write(ServedDirectory served, String filename) throws IOException {
        try (BlockSink sink = served.openWrite(filename, OptionalLong.of(6))) {
            sink.write(ByteBuffer.wrap("upload".getBytes(UTF_8)));
            sink.commit();
        }
    }
}
