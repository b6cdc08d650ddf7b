package io.tftp.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory holds no more than its quota, whoever wrote what is in it. */
class UploadQuotaTest {

    private static final String MESSAGE = "the quota of 1000 bytes for uploads is used up";

    @TempDir
    private Path root;

    private ServedDirectory directory;

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private void serve() throws IOException {
        directory = ServedDirectory.open(
                root, UploadPolicy.REPLACE, new UploadLimits(OptionalLong.empty(), OptionalLong.of(1000)));
    }

    private void file(String name, int length) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[length]);
    }

    private BlockSink open(String name) throws IOException {
        return directory.openWrite(name, OptionalLong.empty());
    }

    private void upload(String name, int length) throws IOException {
        try (BlockSink sink = open(name)) {
            sink.write(ByteBuffer.allocate(length));
            sink.commit();
        }
    }

    @Test
    void whatIsThereCounts() throws IOException {
        file("a", 300);
        file("sub/b", 300);
        serve();
        upload("c", 400);
        assertThatThrownBy(() -> open("d"))
                .isInstanceOf(StorageFullException.class)
                .hasMessage(MESSAGE);
        assertThat(root.resolve("c")).hasSize(400);
    }

    @Test
    void anAnnouncedSizeIsRefusedEarly() throws IOException {
        file("a", 300);
        serve();
        assertThatThrownBy(() -> directory.openWrite("b", OptionalLong.of(701)))
                .isInstanceOf(StorageFullException.class);
        directory.openWrite("b", OptionalLong.of(700)).close();
    }

    @Test
    void oneThatWasNotAnnouncedIsRefusedWhenItComes() throws IOException {
        serve();
        try (BlockSink sink = open("a")) {
            sink.write(ByteBuffer.allocate(600));
            assertThatThrownBy(() -> sink.write(ByteBuffer.allocate(401)))
                    .isInstanceOf(StorageFullException.class)
                    .hasMessage(MESSAGE);
        }
        assertThat(root).isEmptyDirectory();
        upload("b", 1000);
    }

    @Test
    void whatIsUnderWayCounts() throws IOException {
        serve();
        try (BlockSink one = open("a");
                BlockSink other = open("b")) {
            one.write(ByteBuffer.allocate(600));
            assertThatThrownBy(() -> other.write(ByteBuffer.allocate(600))).isInstanceOf(StorageFullException.class);
        }
        upload("c", 1000);
    }

    /** Or a client could keep all others out by announcing much and bringing nothing. */
    @Test
    void nothingIsSetAsideForAnAnnouncement() throws IOException {
        serve();
        try (BlockSink silent = directory.openWrite("a", OptionalLong.of(1000))) {
            upload("b", 1000);
            assertThatThrownBy(() -> silent.write(ByteBuffer.allocate(1))).isInstanceOf(StorageFullException.class);
        }
    }

    @Test
    void whatWasDeletedCountsNoLongerWhenItIsMeasuredAnew() throws IOException {
        UploadQuota quota = new UploadQuota(root, 1000, () -> now);
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        file("a", 1000);
        assertThatThrownBy(() -> quota.ensureRoom(1)).isInstanceOf(StorageFullException.class);
        Files.delete(root.resolve("a"));
        assertThatThrownBy(() -> quota.ensureRoom(1))
                .as("not again and again")
                .isInstanceOf(StorageFullException.class);
        now += UploadQuota.MEASURE_PAUSE_NANOS + 1;
        quota.ensureRoom(1000);
        assertThatThrownBy(() -> quota.ensureRoom(1001)).isInstanceOf(StorageFullException.class);
    }

    private long now = Long.MAX_VALUE - 5; // overflows

    @Test
    void whatIsBeingReceivedIsMeasuredOnceOnly() throws IOException {
        UploadQuota quota = new UploadQuota(root, 1000, () -> now);
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        quota.take(600);
        file(".tftp-0123abcd-0123456789abcdef.part", 600);
        quota.ensureRoom(400);
        quota.store(600);
        assertThatThrownBy(() -> quota.ensureRoom(401)).isInstanceOf(StorageFullException.class);
    }
}
