package io.tftp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.file.FileStamp;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What clients get of files that change, and of names that lead astray, when the whole server is between: its shared pages, and
 * the small files that it keeps in memory.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class TftpServerFilesTest {

    /** Several pages of the cache. */
    private static final int SIZE = 100_000;

    /** A read has come so far when the file is changed. */
    private static final int BLOCKS_BEFORE = 4;

    /** Files that pass for ones that were there for long, a short time after the first test has begun. */
    @TempDir
    private static Path settled;

    private static long madeNanos;

    @TempDir
    private Path base;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.EPHEMERAL);
    private Path root;

    @BeforeAll
    static void makeFilesThatSettle() throws IOException {
        for (Change change : Change.values()) {
            for (String use : List.of("1000", "8192", "again")) {
                old(settled.resolve(change + use), content('a'));
            }
        }
        madeNanos = System.nanoTime();
    }

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(base.resolve("root"));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** A file that was last written so long ago that readers share it. */
    private static Path old(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    private static byte[] content(char letter) {
        byte[] content = new byte[SIZE];
        Arrays.fill(content, (byte) letter);
        return content;
    }

    /** One read, a block at a time. */
    private static final class Read {
        private final Peer peer;
        private final int blockSize;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int next = 1;
        private String end = "";
        private String message = "";

        Read(Peer peer, String filename, int blockSize) throws IOException {
            this.peer = peer;
            this.blockSize = blockSize;
            peer.request(Peer.read(filename, "blksize", String.valueOf(blockSize)));
            peer.receive(OptionAck.class);
            peer.reply(new Ack(0));
        }

        /** Receives a block; whether that wasn't the last thing to come. */
        boolean step() throws IOException {
            Packet packet = peer.receive();
            if (packet instanceof ErrorPacket error) {
                end = "error " + error.code().value();
                message = error.message();
                return false;
            }
            Data data = (Data) packet;
            if (data.block() == next) { // else it is a resend
                byte[] payload = new byte[data.payload().remaining()];
                data.payload().get(payload);
                content.writeBytes(payload);
                next++;
                peer.reply(new Ack(data.block()));
                if (payload.length < blockSize) {
                    end = "whole";
                    return false;
                }
            }
            return true;
        }

        Read blocks(int count) throws IOException {
            while (next <= count && step()) {
                // The next.
            }
            return this;
        }

        Read toEnd() throws IOException {
            while (step()) {
                // The next.
            }
            return this;
        }
    }

    /** What happens to a file in the middle of being sent. */
    enum Change {
        TRUNCATED {
            @Override
            void apply(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(SIZE / 2);
                }
            }
        },
        EMPTIED {
            @Override
            void apply(Path file) throws IOException {
                Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        },
        GROWN {
            @Override
            void apply(Path file) throws IOException {
                Files.write(file, content('b'), StandardOpenOption.APPEND);
            }
        },
        WRITTEN_OVER {
            @Override
            void apply(Path file) throws IOException {
                Files.write(file, content('b'));
            }
        },
        WRITTEN_INTO {
            @Override
            void apply(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(new byte[] {'b'}), SIZE - 10);
                }
            }
        },
        TIME_PUT_BACK {
            @Override
            void apply(Path file) throws IOException {
                FileTime before = Files.getLastModifiedTime(file);
                WRITTEN_OVER.apply(file);
                Files.setLastModifiedTime(file, before);
            }
        },
        TIME_PUT_BACK_AND_REPLACED {
            @Override
            void apply(Path file) throws IOException {
                TIME_PUT_BACK.apply(file);
                REPLACED.apply(file);
            }
        },
        WRITTEN_OVER_AND_REMOVED {
            @Override
            void apply(Path file) throws IOException {
                WRITTEN_OVER.apply(file);
                REMOVED.apply(file);
            }
        },
        LINKED {
            @Override
            void apply(Path file) throws IOException {
                Files.createLink(file.resolveSibling(file.getFileName() + ".link"), file);
            }
        },
        REPLACED {
            @Override
            void apply(Path file) throws IOException {
                Path other = old(file.resolveSibling("other"), content('b'));
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        REMOVED {
            @Override
            void apply(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void apply(Path file) throws IOException;

        boolean leavesTheOpenedFileAlone() {
            return this == REPLACED || this == REMOVED || this == LINKED;
        }
    }

    /** Two that read a file that was written just now. */
    @ParameterizedTest
    @CsvSource({
        "TRUNCATED, 1000",
        "TRUNCATED, 8192",
        "EMPTIED, 1000",
        "EMPTIED, 8192",
        "GROWN, 1000",
        "GROWN, 8192",
        "WRITTEN_OVER, 1000",
        "WRITTEN_OVER, 8192",
        "WRITTEN_INTO, 1000",
        "WRITTEN_INTO, 8192",
        "TIME_PUT_BACK, 1000",
        "TIME_PUT_BACK, 8192",
        "TIME_PUT_BACK_AND_REPLACED, 1000",
        "TIME_PUT_BACK_AND_REPLACED, 8192",
        "WRITTEN_OVER_AND_REMOVED, 1000",
        "WRITTEN_OVER_AND_REMOVED, 8192",
        "LINKED, 1000",
        "LINKED, 8192",
        "REPLACED, 1000",
        "REPLACED, 8192",
        "REMOVED, 1000",
        "REMOVED, 8192"
    })
    void aFileIsSentAsItWasOpenedOrNotToItsEnd(Change change, int blockSize) throws Exception {
        Path file = old(root.resolve("file"), content('a'));
        harness.serve(root, UploadPolicy.NONE);
        change(file, change, blockSize);
    }

    /** Two that share their pages, with small blocks, or that read for themselves, with large ones. */
    @Test
    void aFileThatWasThereForLongIsSentAsItWasOpenedOrNotToItsEnd() throws Exception {
        awaitSettled();
        harness.serve(settled, UploadPolicy.NONE);
        for (Change change : Change.values()) {
            change(settled.resolve(change + "1000"), change, 1000);
            change(settled.resolve(change + "8192"), change, 8192);
        }
    }

    /** Waits until files that were just made pass for ones that were there for long. */
    private static void awaitSettled() throws InterruptedException {
        long untilNanos = madeNanos + FileStamp.SETTLING_TIME.plusMillis(100).toNanos();
        TimeUnit.NANOSECONDS.sleep(untilNanos - System.nanoTime());
    }

    private void change(Path file, Change change, int blockSize) throws IOException {
        String name = String.valueOf(file.getFileName());
        Read first = new Read(harness.peer(), name, blockSize).blocks(BLOCKS_BEFORE);
        Read second = new Read(harness.peer(), name, blockSize).blocks(BLOCKS_BEFORE + 1);
        change.apply(file);
        for (Read read : List.of(first, second)) {
            read.toEnd();
            if (change.leavesTheOpenedFileAlone()) {
                assertThat(read.end).as("%s, block size %d", change, blockSize).isEqualTo("whole");
                assertThat(read.content.toByteArray()).isEqualTo(content('a'));
            } else {
                assertThat(read.end).as("%s, block size %d", change, blockSize).isEqualTo("error 0");
                assertThat(read.message).contains("file changed while it was sent");
            }
        }
        if (Files.exists(file)) {
            Read after = new Read(harness.peer(), name, blockSize).toEnd();
            assertThat(after.end).isEqualTo("whole");
            assertThat(after.content.toByteArray()).isEqualTo(Files.readAllBytes(file));
        }
    }

    /** The pages of those who read the old version are no others' who come while they are at it. */
    @ParameterizedTest
    @EnumSource(names = {"WRITTEN_OVER", "WRITTEN_INTO", "GROWN", "REPLACED"})
    void whoComesAfterAChangeGetsTheNewVersion(Change change) throws Exception {
        String name = change + "again";
        Path file = settled.resolve(name);
        FileTime written = Files.getLastModifiedTime(file);
        awaitSettled();
        harness.serve(settled, UploadPolicy.NONE);
        Read before = new Read(harness.peer(), name, 1000).blocks(BLOCKS_BEFORE);
        change.apply(file);
        Files.setLastModifiedTime(
                file, written); // as cp -p does it: its size and its time are those of the old version
        byte[] present = Files.readAllBytes(file);
        Read one = new Read(harness.peer(), name, 1000).blocks(BLOCKS_BEFORE);
        Read two = new Read(harness.peer(), name, 1000).toEnd();
        before.toEnd();
        one.toEnd();
        assertThat(one.content.toByteArray()).isEqualTo(present);
        assertThat(two.content.toByteArray()).isEqualTo(present);
        if (change.leavesTheOpenedFileAlone()) {
            assertThat(before.end).isEqualTo("whole");
            assertThat(before.content.toByteArray()).isEqualTo(content('a'));
        } else if (change == Change.WRITTEN_INTO) { // near its end: all that was read before is in the new version, too
            assertThat(before.end).isEqualTo("whole");
            assertThat(before.content.toByteArray()).isEqualTo(present);
        } else {
            assertThat(before.end).isEqualTo("error 0");
        }
    }

    /**
     * A small file that everybody asks for, below a directory that somebody swaps with a link to the outside, thousands of
     * times: whoever gets anything gets the inside.
     */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void noSwapLeadsThousandsOfRequestsOutside() throws Exception {
        Path outside = Files.createDirectory(base.resolve("outside"));
        old(outside.resolve("file"), "secret".getBytes(US_ASCII));
        Path directory = Files.createDirectory(root.resolve("dir"));
        old(directory.resolve("file"), "inside".getBytes(US_ASCII));
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);
        harness.serve(root, UploadPolicy.NONE);
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Integer> swaps = CompletableFuture.supplyAsync(() -> swap(directory, link, ended));
        int inside = 0;
        int refused = 0;
        try {
            Peer peer = harness.peer();
            for (int i = 0; i < 3000 || inside == 0; i++) {
                peer.request(Peer.read("dir/file"));
                Packet answer = peer.receive();
                if (answer instanceof Data data) {
                    assertThat(US_ASCII.decode(data.payload()).toString()).isEqualTo("inside");
                    peer.reply(new Ack(1));
                    harness.ended();
                    inside++;
                } else {
                    assertThat(answer).isInstanceOf(ErrorPacket.class);
                    refused++;
                }
            }
        } finally {
            ended.set(true);
        }
        assertThat(swaps.get()).isPositive();
        assertThat(refused).as("requests that met the link").isPositive();
    }

    private static int swap(Path directory, Path link, AtomicBoolean ended) {
        Path aside = directory.resolveSibling("aside");
        int count = 0;
        try {
            for (; !ended.get(); count++) {
                Files.move(directory, aside);
                Files.move(link, directory, StandardCopyOption.ATOMIC_MOVE);
                Files.move(directory, link, StandardCopyOption.ATOMIC_MOVE);
                Files.move(aside, directory);
                if (count % 8 == 0) {
                    LockSupport.parkNanos(1_000_000); // long enough for the file to become one that is kept in memory
                }
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More than there are threads that open files: were one of them opened, somebody would wait for ever. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pipesHoldUpNobody() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        old(root.resolve("file"), content('a'));
        harness.serve(root, UploadPolicy.REPLACE);
        for (int i = 0; i < 40; i++) {
            Peer peer = harness.peer();
            peer.request(i % 2 == 0 ? Peer.read("pipe") : Peer.write("pipe"));
            assertThat(peer.receiveError()).isEqualTo(2);
        }
        assertThat(harness.peer().get("file")).isEqualTo(content('a'));
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "REPLACE"})
    void ofTwoUploadsOfOneNameAtOnceEachIsWhole(UploadPolicy policy) throws Exception {
        harness.serve(root, policy);
        Peer one = harness.peer();
        Peer two = harness.peer();
        one.request(Peer.write("file"));
        one.receiveAck(0);
        two.request(Peer.write("file"));
        two.receiveAck(0);
        for (int block = 1; block <= 3; block++) {
            one.reply(new Data(block, ByteBuffer.wrap(content('1'), 0, 512)));
            two.reply(new Data(block, ByteBuffer.wrap(content('2'), 0, 512)));
            one.receiveAck(block);
            two.receiveAck(block);
        }
        one.reply(new Data(4, ByteBuffer.wrap(content('1'), 0, 100)));
        one.receiveAck(4);
        assertThat(root.resolve("file")).hasBinaryContent(Arrays.copyOf(content('1'), 1636));
        two.reply(new Data(4, ByteBuffer.wrap(content('2'), 0, 100)));
        if (policy == UploadPolicy.NEW) {
            Packet refusal = two.receive();
            while (refusal instanceof Ack) { // a repeated one
                refusal = two.receive();
            }
            assertThat(((ErrorPacket) refusal).code()).isEqualTo(ErrorCode.FILE_ALREADY_EXISTS);
            assertThat(root.resolve("file")).hasBinaryContent(Arrays.copyOf(content('1'), 1636));
        } else {
            two.receiveAck(4);
            assertThat(root.resolve("file")).hasBinaryContent(Arrays.copyOf(content('2'), 1636));
        }
        await().untilAsserted(() -> assertThat(names()).containsExactly("file"));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
