package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferSource;
import io.tftp.client.TransferTarget;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.ReadRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is special where all transfers share the port for requests. The other tests of the network run that way, too. */
@ExtendWith(LeakCheck.class)
class TftpServerSinglePortTest {

    @TempDir
    private Path root;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.SINGLE);

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** One client in another network, where only the port for requests is let through. */
    @Test
    @EnabledOnOs(OS.LINUX) // where all of 127.0.0.0/8 is this host's
    void onlyTheClientsChosenAreAnsweredFromThePortForRequests() throws Exception {
        ServerHarness.file(root, "file", 600);
        InetAddress chosen = InetAddress.getByName("127.0.0.2");
        ServerHarness mixed = new ServerHarness(ServerHarness.Ports.EPHEMERAL);
        try (mixed) {
            TftpServer server = mixed.start(mixed.builder()
                    .singlePort(chosen::equals)
                    .handler(mixed.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
            InetSocketAddress address = server.addresses().get(0);
            try (Peer peer = new Peer(address, chosen);
                    Peer other = new Peer(address)) {
                assertThat(peer.get("file")).isEqualTo(ServerHarness.bytes(600));
                assertThat(peer.latestSender()).isEqualTo(address);
                assertThat(other.get("file")).isEqualTo(ServerHarness.bytes(600));
                assertThat(other.latestSender()).isNotEqualTo(address);
            }
        }
    }

    /**
     * <pre>
     * peer                     server
     *   | ---- RRQ first ----------> |
     *   | <--- DATA 1, DATA 2 ------ |
     *   | ---- ACK 2 --------------> |
     *   | ---- RRQ second ---------> |
     *   | <--- DATA 1 -------------- |
     *   | ---- ACK 2, late --------> |  nothing
     *   | ---- DATA 2, ERROR? ------ |  of the first
     *   | ---- ACK 1 --------------> |
     *   | <--- DATA 2 -------------- |
     * </pre>
     */
    @Test
    void latePacketsOfAReadDisturbNotTheNextOfTheSamePort() throws Exception {
        ServerHarness.file(root, "first", 600);
        ServerHarness.file(root, "second", 1500);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        assertThat(peer.get("first")).hasSize(600);
        peer.request(new Ack(2)); // nobody's: the first is over
        peer.request(Peer.read("second"));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        peer.request(new Ack(2));
        peer.request(Peer.data(2, 10));
        peer.expectSilence();
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(1500 - 512);
        assertThat(Stream.of(harness.ended(), harness.ended()))
                .allMatch(record -> record.outcome().kind() == Outcome.Kind.COMPLETED);
    }

    /** The first upload's port lingers, to acknowledge its last block again; the second's request ends that. */
    @Test
    void latePacketsOfAnUploadDisturbNotTheNextOfTheSamePort() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("first"));
        peer.receiveAck(0);
        for (int block = 1; block <= 3; block++) {
            peer.reply(Peer.data(block, block < 3 ? 512 : 5));
            peer.receiveAck(block);
        }
        peer.request(Peer.data(3, 5)); // the ACK was lost
        peer.receiveAck(3);
        peer.request(Peer.write("second"));
        peer.receiveAck(0);
        peer.request(Peer.data(3, 5)); // and once more, late
        peer.reply(Peer.data(1, 7));
        peer.receiveAck(1);
        assertThat(root.resolve("first")).hasSize(1029);
        assertThat(root.resolve("second")).hasSize(7);
    }

    /**
     * <pre>
     * peer                     server
     *   | ---- RRQ, ACK 0 ---------> |
     *   | <--- OACK, DATA 1 -------- |
     *   | ---- RRQ, doubled -------> |
     *   | <--- OACK ---------------- |  in case that it started again
     *   | ---- ACK 1 --------------> |  it didn't
     *   | <--- DATA 2 -------------- |
     * </pre>
     */
    @Test
    void aClientThatTakesNoNoticeOfADoubledRequestGoesOn() throws Exception {
        ServerHarness.file(root, "file", 1000);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        ReadRequest request = Peer.read("file", "tsize", "0");
        peer.request(request);
        peer.receive(OptionAck.class);
        peer.reply(new Ack(0));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        peer.request(request);
        while (!(peer.receive() instanceof OptionAck)) {
            // A resend may come before it.
        }
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(488);
        List<Outcome> outcomes =
                List.of(harness.ended().outcome(), harness.ended().outcome());
        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactlyInAnyOrder(Outcome.Kind.ABORTED, Outcome.Kind.COMPLETED);
        assertThat(outcomes).anyMatch(outcome -> outcome.message().contains("goes on with its first request"));
    }

    /** The second of two equal requests can't be granted any more, and that must not be taken for the end of the first. */
    @Test
    void aDoubledRequestThatIsRefusedEndsNothing() throws Exception {
        ServerHarness.file(root, "file", 1500);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        Files.delete(root.resolve("file"));
        peer.request(Peer.read("file"));
        await().until(() -> !harness.refusals.isEmpty());
        peer.reply(new Ack(2));
        Data next = peer.receive(Data.class);
        while (next.block() < 3) { // a resend may come before it
            next = peer.receive(Data.class);
        }
        assertThat(next.payload().remaining()).isEqualTo(1500 - 1024);
    }

    // peer                     server        someone in its name
    //   | ---- RRQ, ACK 1 -------> |                 |
    //   | <--- DATA 1, DATA 2 ---- |                 |
    //   |                          | <--- RRQ ------ |  denied: in silence
    //   | ---- ACK 2 ------------> |
    //   | <--- DATA 3 ------------ |
    @ParameterizedTest
    @EnumSource
    void aRefusedRequestEndsNoTransfer(Forged forged) throws Exception {
        ServerHarness.file(root, "file", 1500);
        TftpServer server = harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .serverLimits(ServerLimits.DEFAULTS
                        .withClient(500, forged == Forged.TOO_MANY ? 1 : 1000)
                        .withTellsClients(true)
                        .withCountsLoopback(true))
                .access((request, client) -> !request.filename().equals("secret")));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        forged.send(peer);
        if (forged != Forged.MALFORMED) { // which nobody is told of
            await().until(() -> !harness.limited.isEmpty() || !harness.refusals.isEmpty());
        }
        peer.reply(new Ack(2));
        Data last = peer.receive(Data.class); // and no ERROR
        while (last.block() < 3) { // a resend may come before it
            last = peer.receive(Data.class);
        }
        assertThat(last.payload().remaining()).isEqualTo(1500 - 1024);
        peer.reply(new Ack(3));
        await().until(() -> server.liveTransfers() == 0);
        assertThat(peer.receiveUntilSilence())
                .as("what was to be sent before the end was, long ago")
                .noneMatch(ErrorPacket.class::isInstance);
        forged.send(peer);
        assertThat(peer.receive(ErrorPacket.class)).as("now it ends nothing").isNotNull();
    }

    /** Requests that get an ERROR, each from another place of the server's. */
    private enum Forged {
        DENIED {
            @Override
            void send(Peer peer) throws IOException {
                peer.request(Peer.read("secret"));
            }
        },
        MISSING {
            @Override
            void send(Peer peer) throws IOException {
                peer.request(Peer.read("missing"));
            }
        },
        TOO_MANY {
            @Override
            void send(Peer peer) throws IOException {
                for (int i = 0; i < 15; i++) {
                    peer.request(Peer.read("missing", "tsize", Integer.toString(i)));
                }
            }
        },
        MALFORMED {
            @Override
            void send(Peer peer) throws IOException {
                peer.request(new byte[] {0, 1, 'f'});
            }
        };

        abstract void send(Peer peer) throws IOException;
    }

    /** What is opened for a client that has asked for something else meanwhile must not be taken for the answer to that. */
    @Test
    void whatIsNoLongerWantedIsNeverBegun() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        TransferHandler handler = new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                try {
                    if (request.filename().equals("slow")) {
                        hold.await();
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return new BufferSource(
                        ByteBuffer.wrap(ServerHarness.bytes(request.filename().length())));
            }
        };
        TftpServer server = harness.start(harness.builder().handler(handler));
        Peer peer = harness.peer();
        peer.request(Peer.read("slow"));
        await().until(() -> harness.requests.size() == 1);
        peer.request(Peer.read("quickly"));
        await().until(() -> harness.requests.size() == 2);
        Data data = peer.receive(Data.class);
        assertThat(data.payload().remaining()).isEqualTo("quickly".length());
        hold.countDown();
        await().until(() -> server.liveTransfers() == 1);
        peer.expectSilence();
        peer.reply(new Ack(1));
        await().until(() -> server.liveTransfers() == 0);
    }

    @Test
    void packetsFromElsewhereDisturbNobody() throws Exception {
        ServerHarness.file(root, "file", 600);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        Peer other = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        other.request(new Ack(1));
        peer.expectSilence();
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(88);
        other.expectSilence();
    }

    @Test
    void windowsOfSeveralClientsAtOnceArriveWhole() throws Exception {
        Path file = ServerHarness.file(root, "file", 2_000_000);
        TftpServer server = harness.serve(root, UploadPolicy.NEW);
        InetSocketAddress address = server.addresses().get(0);
        RemoteFile remote = RemoteFile.of(address.getAddress().getHostAddress(), address.getPort(), "file");
        Path copies = Files.createDirectory(root.resolve("copies"));
        try (TftpClient client =
                TftpClient.builder().blockSize(1428).windowSize(32).build()) {
            List<Path> got = Stream.of("a", "b", "c", "d").map(copies::resolve).toList();
            var gets = got.stream()
                    .map(copy -> client.startGet(remote, TransferTarget.file(copy), new TransferObserver() {}))
                    .toList();
            var put = client.startPut(
                    TransferSource.file(file),
                    RemoteFile.of(address.getAddress().getHostAddress(), address.getPort(), "put"),
                    new TransferObserver() {});
            for (var get : gets) {
                assertThat(get.await().bytes()).isEqualTo(2_000_000);
            }
            assertThat(put.await().bytes()).isEqualTo(2_000_000);
            assertThat(got).allSatisfy(copy -> assertThat(copy).hasSameBinaryContentAs(file));
            assertThat(root.resolve("put")).hasSameBinaryContentAs(file);
        }
    }
}
