package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

    @TempDir
    Path directory;

    private static void receive(Path file, String content) throws IOException {
        try (BlockSink sink = LocalFiles.write(file, Publication.REPLACE, Durability.CACHED)) {
            sink.write(ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            sink.commit();
        }
    }

    @Test
    void linkStaysAndItsTargetIsReplaced() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
        receive(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void targetOfALinkThatLeadsNowhereIsCreated() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(directory.resolve("second"), Path.of("target"));
        receive(link, "new");
        assertThat(directory.resolve("target")).hasContent("new").isRegularFile();
    }

    @Test
    void directoriesAndLoopsAreErrors() throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertThatIOException().isThrownBy(() -> receive(loop, "new"));
        assertThatIOException().isThrownBy(() -> receive(directory, "new")).withMessageContaining("is a directory");
        assertThatIOException()
                .isThrownBy(() -> LocalFiles.read(directory, Instant.now()))
                .withMessageContaining("is a directory");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void deviceIsWrittenToAsItIs() throws IOException {
        receive(Path.of("/dev/null"), "new");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pipeCarriesContentOfUnknownLength() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                receive(pipe, "through the pipe");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (BlockSource source = LocalFiles.read(pipe, Instant.now())) {
            assertThat(source.size()).isEmpty();
            assertThat(source.mayBlock()).isTrue();
            assertThat(source.read(ByteBuffer.allocate(512))).isEqualTo(16);
        }
        writer.join();
    }

    @Test
    void anyFileSystemOfJavaWillDo() throws IOException {
        for (Configuration kind : new Configuration[] {Configuration.unix(), Configuration.windows()}) {
            try (FileSystem memory = Jimfs.newFileSystem(kind)) {
                Path file = memory.getPath("file");
                receive(file, "old");
                receive(file, "content");
                assertThat(Files.readString(file)).isEqualTo("content");
                try (var files = Files.list(file.toAbsolutePath().getParent())) {
                    assertThat(files).hasSize(1);
                }
                try (BlockSource source = LocalFiles.read(file, Instant.now())) {
                    assertThat(source.read(ByteBuffer.allocate(512))).isEqualTo(7);
                }
            }
        }
    }
}
