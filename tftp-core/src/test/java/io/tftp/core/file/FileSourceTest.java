package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.content.ContentChangedException;
import io.tftp.core.content.ContentSum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    Path directory;

    private final byte[] content = new byte[3000];
    private Path file;

    /** What happens to a file that is being sent, its content left alone. */
    private enum Harmless {
        NOTHING,
        REPLACED,
        REMOVED,
        RENAMED,
        LINKED,
        PERMISSIONS_CHANGED;

        void happenTo(Path file) throws IOException {
            switch (this) {
                case NOTHING -> {
                    // That is all.
                }
                case REPLACED -> {
                    Path other = Files.write(file.resolveSibling("other"), new byte[3000]);
                    Files.setLastModifiedTime(other, LONG_AGO);
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                }
                case REMOVED -> Files.delete(file);
                case RENAMED -> Files.move(file, file.resolveSibling("renamed"));
                case LINKED -> Files.createLink(file.resolveSibling("link"), file);
                case PERMISSIONS_CHANGED -> file.toFile().setReadOnly();
            }
        }
    }

    /** What happens to a file whose content is changed while it is being sent. */
    private enum Harmful {
        WRITTEN_TO,
        TIME_PUT_BACK,
        REPLACED_AFTERWARDS,
        TIME_PUT_BACK_AND_REPLACED_AFTERWARDS,
        TIME_PUT_BACK_AND_REMOVED_AFTERWARDS;

        void happenTo(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(3000));
            }
            if (name().startsWith("TIME_PUT_BACK")) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
            if (name().endsWith("REPLACED_AFTERWARDS")) {
                Harmless.REPLACED.happenTo(file);
            } else if (name().endsWith("REMOVED_AFTERWARDS")) {
                Harmless.REMOVED.happenTo(file);
            }
        }
    }

    @BeforeEach
    void write() throws IOException {
        new Random(3).nextBytes(content);
        file = Files.write(directory.resolve("file"), content);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    /** Opens the file as if it had been changed long ago: so it is not too early to tell a later change by its time. */
    private FileSource openSettled() throws IOException {
        return FileSource.open(file, Instant.now().plusSeconds(60));
    }

    private FileSource openJustChanged() throws IOException {
        return FileSource.open(file, Instant.now());
    }

    private static void confirm(FileSource source) throws IOException {
        if (!source.isConfirmed()) {
            source.confirm();
        }
    }

    private static void awaitTick() throws InterruptedException {
        Thread.sleep(20); // a tick of the file system's clock
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 3000})
    void fileIsReadWholeInBlocks(int sizeBytes) throws IOException {
        Files.write(file, Arrays.copyOf(content, sizeBytes));
        try (FileSource source = openJustChanged()) {
            assertThat(source.size()).hasValue(sizeBytes);
            assertThat(source.mayBlock()).isFalse();
            ByteBuffer all = ByteBuffer.allocate(4000);
            for (int end = 512; source.read(all.limit(end)) == 512; end += 512) {
                assertThat(all.position()).isEqualTo(end);
            }
            confirm(source);
            assertThat(all.position()).isEqualTo(sizeBytes);
            assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content, 0, sizeBytes));
        }
    }

    @Test
    void truncatedFileIsAnError() throws IOException {
        try (FileSource source = openSettled()) {
            assertThat(source.read(ByteBuffer.allocate(1000))).isEqualTo(1000);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1500);
            }
            assertThatExceptionOfType(ContentChangedException.class)
                    .isThrownBy(() -> source.read(ByteBuffer.allocate(1000)))
                    .withMessageContaining("changed while it was sent: it was cut short");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileWhoseContentIsLeftAloneIsSentAsItWas(Harmless event) throws Exception {
        try (FileSource source = openSettled()) {
            ByteBuffer all = ByteBuffer.allocate(4000);
            source.read(all.limit(1000));
            awaitTick();
            event.happenTo(file);
            assertThat(source.read(all.limit(4000))).isEqualTo(2000);
            confirm(source);
            assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(content));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changedFileIsAnErrorBeforeItsEnd(Harmful event) throws Exception {
        try (FileSource source = openSettled()) {
            source.read(ByteBuffer.allocate(1000));
            awaitTick();
            event.happenTo(file);
            source.read(ByteBuffer.allocate(4000));
            assertThatExceptionOfType(ContentChangedException.class)
                    .isThrownBy(() -> confirm(source))
                    .withMessageContaining("changed while it was sent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileChangedWithinATickOfItsOpeningIsAnErrorToo(Harmful event) throws IOException {
        try (FileSource source = openJustChanged()) {
            source.read(ByteBuffer.allocate(1000));
            event.happenTo(file);
            source.read(ByteBuffer.allocate(4000));
            assertThatExceptionOfType(ContentChangedException.class).isThrownBy(() -> confirm(source));
        }
    }

    @Test
    void untouchedFileNeedsOneLookOnly() throws IOException {
        try (FileSource source = openSettled()) {
            source.read(ByteBuffer.allocate(4000));
            assertThat(source.isConfirmed()).isTrue();
        }
    }

    @Test
    void fileChangedJustBeforeItsOpeningIsComparedAndNotShared() throws IOException {
        try (FileSource source = openJustChanged()) {
            assertThat(source.version()).isEmpty();
            source.read(ByteBuffer.allocate(4000));
            assertThat(source.isConfirmed()).isFalse();
            source.confirm();
        }
    }

    @Test
    void readersOfTheSameFileHaveTheSameVersionUnlessItWasChangedBetweenThem() throws Exception {
        try (FileSource first = openSettled();
                FileSource second = openSettled()) {
            assertThat(first.version()).isPresent().isEqualTo(second.version());
            awaitTick();
            Harmful.TIME_PUT_BACK.happenTo(file);
            try (FileSource third = openSettled()) {
                assertThat(third.version()).isPresent().isNotEqualTo(first.version());
            }
        }
    }

    @Test
    void fileThatGrowsIsAnErrorAndMoreThanItsSizeAtTheOpeningIsNeverRead() throws IOException {
        for (boolean removed : new boolean[] {false, true}) {
            write();
            try (FileSource source = openSettled()) {
                Files.write(file, new byte[1], StandardOpenOption.APPEND);
                Files.setLastModifiedTime(file, LONG_AGO);
                if (removed) {
                    Files.delete(file);
                }
                ByteBuffer all = ByteBuffer.allocate(4000);
                assertThat(source.read(all)).isEqualTo(3000);
                assertThatExceptionOfType(ContentChangedException.class).isThrownBy(() -> confirm(source));
            }
        }
    }

    @Test
    void whoGotSomethingElseThanTheFirstToCompareFails() throws IOException {
        try (FileSource source = openSettled()) {
            source.read(ByteBuffer.allocate(4000));
            source.confirm();
            ContentSum other = new ContentSum();
            other.add(ByteBuffer.allocate(3000));
            assertThatExceptionOfType(ContentChangedException.class).isThrownBy(() -> source.compare(other));
        }
    }
}
