package io.tftp.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.session.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory holds no more than its quota, whoever wrote what is in it. */
class UploadQuotaTest {

    private static final String MESSAGE = "not enough room left in the server's quota for uploads";

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

    /** The old content counts until the new one has taken its place. */
    @Test
    void aReplacementThatHasNoRoomBesideTheOldContentIsRefusedWithTheFigures() throws IOException {
        file("a", 600);
        serve();
        assertThatThrownBy(() -> directory.openWrite("a", OptionalLong.of(500)))
                .isInstanceOfSatisfying(
                        StorageFullException.class,
                        e -> assertThat(e.detail())
                                .isEqualTo("quota 1,000 bytes: 600 stored, 0 in uploads under way, 500 more needed; a"
                                        + " replaced file counts until the new one is stored. Delete files or raise the"
                                        + " quota"))
                .hasMessage(MESSAGE);
        upload("a", 400);
        assertThat(root.resolve("a")).hasSize(400);
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
        file("a", 1000);
        UploadQuota quota = quota(1000);
        assertThatThrownBy(() -> quota.ensureRoom(1)).isInstanceOf(StorageFullException.class);
        Files.delete(root.resolve("a"));
        assertThatThrownBy(() -> quota.ensureRoom(1))
                .as("not again and again")
                .isInstanceOf(StorageFullException.class);
        now += UploadQuota.MEASURE_PAUSE_NANOS + 1;
        quota.ensureRoom(1000);
        assertThatThrownBy(() -> quota.ensureRoom(1001)).isInstanceOf(StorageFullException.class);
        quota.close();
    }

    private long now = Long.MAX_VALUE - 5; // overflows

    private UploadQuota quota(long mostBytes) throws IOException {
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        return new UploadQuota(mostBytes, () -> TreeSize.measure(root, () -> false), UploadQuota.PATIENCE, () -> now);
    }

    @Test
    void whatIsBeingReceivedIsMeasuredOnceOnly() throws IOException {
        file(".tftp-0123abcd-0123456789abcdef.part", 600);
        UploadQuota quota = quota(1000);
        quota.take(600);
        quota.ensureRoom(400);
        quota.store(600);
        assertThatThrownBy(() -> quota.ensureRoom(401)).isInstanceOf(StorageFullException.class);
        quota.close();
    }

    /** Its threads open what is read too: all of them would wait. */
    @Test
    void uploadsThatCantBeJudgedYetKeepNoReaderWaiting() throws Exception {
        file("a", 10);
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        CountDownLatch measured = new CountDownLatch(1);
        UploadQuota quota = new UploadQuota(
                1000,
                () -> {
                    awaitQuietly(measured);
                    return OptionalLong.of(10);
                },
                FOR_EVER,
                () -> now);
        CountDownLatch answered = new CountDownLatch(40 - UploadQuota.MOST_WAITING);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(UploadQuota.MOST_WAITING);
        try (ContentPool pool = new ContentPool("test", UploadQuota.MOST_WAITING + 1)) {
            for (int i = 0; i < 40; i++) {
                pool.execute(() -> {
                    try {
                        quota.ensureRoom(1);
                        taken.countDown();
                    } catch (RefusedException e) {
                        answered.countDown();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
            pool.execute(() -> {
                try {
                    directory.openRead("a").close();
                    read.countDown();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(read.await(30, TimeUnit.SECONDS))
                    .as("the read was answered")
                    .isTrue();
            assertThat(answered.await(30, TimeUnit.SECONDS))
                    .as("uploads were answered")
                    .isTrue();
            measured.countDown();
            assertThat(taken.await(30, TimeUnit.SECONDS))
                    .as("who waited was let in")
                    .isTrue();
        }
        quota.ensureRoom(990);
        quota.close();
    }

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anUploadIsAnsweredThoughTheMeasuringNeverEnds() throws Exception {
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        CountDownLatch never = new CountDownLatch(1);
        UploadQuota quota = new UploadQuota(
                1000,
                () -> {
                    awaitQuietly(never);
                    return OptionalLong.empty();
                },
                Duration.ofMillis(1),
                () -> now);
        assertThatThrownBy(() -> quota.ensureRoom(1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("try again");
        quota.close();
    }

    /** Measuring a tree that takes a minute is done again after twenty at the earliest. */
    @Test
    void whatTakesLongIsDoneSeldom() throws Exception {
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        AtomicInteger count = new AtomicInteger();
        UploadQuota quota = new UploadQuota(
                1000,
                () -> {
                    count.incrementAndGet();
                    now += TimeUnit.MINUTES.toNanos(1);
                    return OptionalLong.of(1000);
                },
                FOR_EVER,
                () -> now);
        for (int expected : new int[] {1, 1, 2}) {
            assertThatThrownBy(() -> quota.ensureRoom(1)).isInstanceOf(StorageFullException.class);
            assertThat(count).hasValue(expected);
            now += TimeUnit.MINUTES.toNanos(11);
        }
        quota.close();
    }

    @Test
    void littleRoomIsMeasuredAnewBeforeAnyoneIsRefused() throws Exception {
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        CountDownLatch again = new CountDownLatch(2);
        UploadQuota quota = new UploadQuota(
                1000,
                () -> {
                    again.countDown();
                    return OptionalLong.of(100);
                },
                FOR_EVER,
                () -> now);
        quota.ensureRoom(1);
        now += UploadQuota.MEASURE_PAUSE_NANOS + 1;
        quota.take(850);
        quota.store(850);
        assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
        quota.close();
    }
}
