package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come again, or are followed by others, from one address and port. */
@ExtendWith(LeakCheck.class)
class TftpServerRepeatsTest {

    @TempDir
    private Path root;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.EPHEMERAL);

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** A directory that takes its time to open what is asked for, and counts. */
    private static final class SlowHandler implements TransferHandler {

        private final TransferHandler directory;
        private final CountDownLatch hold = new CountDownLatch(1);
        private final AtomicInteger opened = new AtomicInteger();

        SlowHandler(TransferHandler directory) {
            this.directory = directory;
        }

        @Override
        public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
            waits();
            return directory.read(request, client);
        }

        @Override
        public BlockSink write(WriteRequest request, OptionalLong declaredBytes, InetSocketAddress client)
                throws IOException {
            waits();
            return directory.write(request, declaredBytes, client);
        }

        private void waits() {
            opened.incrementAndGet();
            try {
                hold.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SlowHandler slow(UploadPolicy uploads) throws IOException {
        SlowHandler handler = new SlowHandler(harness.directory(root, uploads, OptionalLong.empty()));
        harness.start(harness.builder().handler(handler));
        return handler;
    }

    // peer                    server
    //   | ---- RRQ -------------> |
    //   | ---- RRQ -------------> |  the file is still being opened
    //   | ---- RRQ -------------> |
    //   | <--- OACK ------------- |
    //   | ---- RRQ -------------> |
    //   |                         |
    @Test
    void readThatIsAskedForAgainIsOpenedOnceAndAnsweredOnce() throws Exception {
        ServerHarness.file(root, "file", 10);
        SlowHandler handler = slow(UploadPolicy.NONE);
        Peer peer = harness.peer();
        for (int i = 0; i < 3; i++) {
            peer.request(Peer.read("file", "tsize", "0"));
        }
        await().until(() -> handler.opened.get() > 0);
        handler.hold.countDown();
        peer.receive(OptionAck.class);
        peer.request(Peer.read("file", "tsize", "0"));
        peer.expectSilence();
        peer.reply(new Ack(0));
        assertThat(peer.receiveAll(1)).hasSize(10);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(handler.opened).hasValue(1);
        assertThat(harness.requests).hasSize(1);
    }

    @Test
    void writeThatIsAskedForAgainIsOpenedOnceAndAnsweredOnce() throws Exception {
        SlowHandler handler = slow(UploadPolicy.NEW);
        Peer peer = harness.peer();
        for (int i = 0; i < 3; i++) {
            peer.request(Peer.write("file"));
        }
        await().until(() -> handler.opened.get() > 0);
        handler.hold.countDown();
        assertThat(peer.receive()).isEqualTo(new Ack(0));
        peer.request(Peer.write("file"));
        peer.expectSilence();
        peer.reply(Peer.data(1, 7));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        assertThat(handler.opened).hasValue(1);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void sameRequestFromAnotherPortIsAnotherTransfer() throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer one = harness.peer();
        Peer other = harness.peer();
        one.request(Peer.read("file"));
        other.request(Peer.read("file"));
        assertThat(one.receive(Data.class).block()).isEqualTo(1);
        assertThat(other.receive(Data.class).block()).isEqualTo(1);
        assertThat(harness.requests).hasSize(2);
    }

    // What makes a request the same is all of it: the options, their order and spelling, the mode.
    @ParameterizedTest
    @ValueSource(strings = {"blksize=1024 tsize=0", "tsize=0 blksize=512", "blksize=512", "TSIZE=0 blksize=1024"})
    void requestWithOtherOptionsTakesTheOthersPlace(String options) throws Exception {
        ServerHarness.file(root, "file", 3000);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        InetSocketAddress first = peer.latestSender();
        peer.request(Peer.read("file", options.split("[= ]", -1)));
        peer.receive(OptionAck.class);
        assertThat(peer.latestSender()).isNotEqualTo(first);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
        peer.reply(new Ack(0));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
    }

    // peer                    server
    //   | ---- RRQ missing ----> |  still being looked for
    //   | ---- RRQ file -------> |
    //   | <--- DATA 1 ---------- |  and no ERROR for the first
    @Test
    void nothingIsSaidOfARequestThatWasGivenUpWhileItWasOpened() throws Exception {
        ServerHarness.file(root, "file", 10);
        SlowHandler handler = slow(UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("missing"));
        await().until(() -> handler.opened.get() == 1);
        peer.request(Peer.read("file"));
        await().until(() -> handler.opened.get() == 2);
        handler.hold.countDown();
        assertThat(peer.receive(Data.class).payload().remaining()).isEqualTo(10);
        peer.reply(new Ack(1));
        peer.expectSilence();
        await().until(() -> !harness.refusals.isEmpty());
    }

    @Test
    void uploadWhoseClientAsksForSomethingElseLeavesNothing() throws Exception {
        ServerHarness.file(root, "other", 10);
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 512));
        peer.receive(Ack.class);
        assertThat(peer.get("other")).hasSize(10);
        assertThat(List.of(
                        harness.ended().outcome().kind(),
                        harness.ended().outcome().kind()))
                .containsExactlyInAnyOrder(Outcome.Kind.ABORTED, Outcome.Kind.COMPLETED);
        await().untilAsserted(() -> assertThat(names()).containsExactly("other"));
        peer.expectSilence();
    }

    // peer                     server
    //   | ---- WRQ -------------> |
    //   | <--- ACK 0 ------- A -- |
    //   | ---- DATA 1 -----> A    |
    //   | <--- ACK 1 ------- A -- |
    //   | ---- WRQ -------------> |  starts again
    //   | <--- ACK 0 ------- B -- |
    //   | ---- DATA 1 -----> B    |  so A's beginning is nobody's
    @Test
    void uploadThatBeginsAgainIsTheSecondsContent() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 512));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        InetSocketAddress first = peer.latestSender();
        peer.request(Peer.write("file"));
        receiveFromAnother(peer, first, new Ack(0));
        peer.reply(Peer.data(1, 9));
        receiveFromAnother(peer, first, new Ack(1));
        assertThat(List.of(
                        harness.ended().outcome().kind(),
                        harness.ended().outcome().kind()))
                .containsExactlyInAnyOrder(Outcome.Kind.ABORTED, Outcome.Kind.COMPLETED);
        assertThat(root.resolve("file")).hasSize(9);
        assertThat(names()).containsExactly("file");
    }

    // peer                     server
    //   | ---- WRQ -------------> |
    //   | <--- ACK 0 ------- A -- |
    //   | ---- DATA 1 -----> A    |
    //   | <--- ACK 1 ------- A -- |
    //   | ---- WRQ, doubled ----> |
    //   | <--- ACK 0 ------- B -- |
    //   | ---- ERROR 5 ----> B    |  that was no new start
    //   | ---- DATA 2 -----> A    |
    //   | <--- ACK 2 ------- A -- |
    @Test
    void writeRequestThatTheNetworkDoubledLateDisturbsNothing() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 512));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        InetSocketAddress first = peer.latestSender();
        peer.request(Peer.write("file"));
        receiveFromAnother(peer, first, new Ack(0));
        peer.reply(ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "unknown transfer ID"));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.PEER_ERROR);
        peer.reply(Peer.data(2, 9), first);
        while (!new Ack(2).equals(peer.receive(Ack.class))) {
            // A reminder of the first's.
        }
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(root.resolve("file")).hasSize(512 + 9);
    }

    /** The double of a request that was served comes after the end: the file stays as it is, whole. */
    @Test
    void writeRequestThatTheNetworkDoubledAfterTheEndTruncatesNothing() throws Exception {
        harness.serve(root, UploadPolicy.REPLACE);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 9));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        harness.ended();
        peer.request(Peer.write("file"));
        assertThat(peer.receive()).isEqualTo(new Ack(0));
        assertThat(root.resolve("file")).hasSize(9);
        peer.reply(ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "unknown transfer ID"));
        harness.ended();
        assertThat(root.resolve("file")).hasSize(9);
        assertThat(names()).containsExactly("file");
    }

    private static void receiveFromAnother(Peer peer, InetSocketAddress first, Ack expected) throws IOException {
        Ack ack = peer.receive(Ack.class);
        while (peer.latestSender().equals(first)) { // a reminder of the first's may come in between
            ack = peer.receive(Ack.class);
        }
        assertThat(ack).isEqualTo(expected);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
