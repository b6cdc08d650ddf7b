package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {

    @TempDir
    Path directory;

    private final byte[] content = new byte[3000];
    private Path file;

    @BeforeEach
    void write() throws IOException {
        new Random(3).nextBytes(content);
        file = Files.write(directory.resolve("file"), content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 3000})
    void fileIsReadWholeInBlocks(int sizeBytes) throws IOException {
        Files.write(file, java.util.Arrays.copyOf(content, sizeBytes));
        try (FileSource source = FileSource.open(file)) {
            assertThat(source.size()).hasValue(sizeBytes);
            assertThat(source.mayBlock()).isFalse();
            ByteBuffer all = ByteBuffer.allocate(4000);
            for (int end = 512; source.read(all.limit(end)) == 512; end += 512) {
                assertThat(all.position()).isEqualTo(end);
            }
            assertThat(all.position()).isEqualTo(sizeBytes);
            assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content, 0, sizeBytes));
        }
    }

    @Test
    void truncatedFileIsAnError() throws IOException {
        try (FileSource source = FileSource.open(file)) {
            assertThat(source.read(ByteBuffer.allocate(1000))).isEqualTo(1000);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1500);
            }
            assertThatIOException()
                    .isThrownBy(() -> source.read(ByteBuffer.allocate(1000)))
                    .withMessageContaining("truncated while being sent");
        }
    }

    @Test
    void fileWrittenOverIsAnErrorBeforeItsEnd() throws IOException {
        try (FileSource source = FileSource.open(file)) {
            assertThat(source.read(ByteBuffer.allocate(1000))).isEqualTo(1000);
            Files.write(file, new byte[3000]);
            assertThat(source.read(ByteBuffer.allocate(1000))).isEqualTo(1000);
            assertThatIOException()
                    .isThrownBy(() -> source.read(ByteBuffer.allocate(1000)))
                    .withMessageContaining("changed while being sent");
        }
    }

    @Test
    void replacedFileIsSentAsItWas() throws IOException {
        try (FileSource source = FileSource.open(file)) {
            ByteBuffer all = ByteBuffer.allocate(4000);
            source.read(all.limit(1000));
            Path other = Files.write(directory.resolve("other"), new byte[10]);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(source.read(all.limit(4000))).isEqualTo(2000);
            assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content));
        }
    }

    @Test
    void removedFileIsSentAsItWas() throws IOException {
        try (FileSource source = FileSource.open(file)) {
            Files.delete(file);
            ByteBuffer all = ByteBuffer.allocate(4000);
            assertThat(source.read(all)).isEqualTo(3000);
            assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content));
        }
    }

    @Test
    void moreThanTheSizeAtTheOpeningIsNeverRead() throws IOException {
        try (FileSource source = FileSource.open(file)) {
            Files.write(file, new byte[1], StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
            ByteBuffer all = ByteBuffer.allocate(4000);
            assertThatIOException().isThrownBy(() -> source.read(all));
            assertThat(all.position()).isEqualTo(3000);
        }
    }
}
