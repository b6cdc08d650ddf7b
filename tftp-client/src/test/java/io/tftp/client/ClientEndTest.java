package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a transfer is brought to an end, and who is told. */
class ClientEndTest {

    @TempDir
    Path directory;

    private final TftpClient client = TftpClient.create();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        client.close();
        assertThat(ClientGetTest.filesIn(directory)).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("tftp-client")));
    }

    /** Sends one full block and then waits for the client's ERROR. */
    private static ScriptedServer halfway() throws Exception {
        return ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            assertThat(s.receive()).isEqualTo(new Ack(1));
            assertThat(s.receive())
                    .isInstanceOfSatisfying(
                            ErrorPacket.class, e -> assertThat(e.message()).contains("cancelled"));
        });
    }

    @Test
    void cancellingTellsTheServerAndDiscardsTheFile() throws Exception {
        try (ScriptedServer server = halfway()) {
            CountDownLatch progressed = new CountDownLatch(1);
            TftpTransfer transfer = start(server, progressed);
            assertThat(progressed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(transfer.bytes()).isEqualTo(512);
            assertThat(transfer.totalBytes()).isEmpty();
            transfer.cancel();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
            transfer.cancel();
        }
    }

    @Test
    void cancellingTheResultCancelsTheTransfer() throws Exception {
        try (ScriptedServer server = halfway()) {
            CountDownLatch progressed = new CountDownLatch(1);
            TftpTransfer transfer = start(server, progressed);
            CompletableFuture<TransferResult> other = transfer.result();
            assertThat(progressed.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(transfer.result().cancel(true)).isTrue();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
            assertThatThrownBy(other::get).hasCauseInstanceOf(TransferCancelledException.class);
        }
    }

    @Test
    void whatElseIsDoneToAResultLeavesTheTransferAlone() throws Exception {
        CountDownLatch meddled = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            assertThat(meddled.await(5, TimeUnit.SECONDS)).isTrue();
            s.sendData(1);
            assertThat(s.receive()).isEqualTo(new Ack(1));
        })) {
            TftpTransfer transfer = start(server, new CountDownLatch(1));
            assertThat(transfer.result().complete(null)).isTrue();
            assertThat(transfer.result().completeExceptionally(new IllegalStateException()))
                    .isTrue();
            transfer.result().obtrudeException(new IllegalStateException());
            assertThat(transfer.result().thenApply(TransferResult::bytes).cancel(true))
                    .isTrue();
            CompletableFuture<TransferResult> completed = transfer.result();
            completed.complete(null);
            assertThat(completed.cancel(true)).isFalse();
            meddled.countDown();
            assertThat(transfer.await().bytes()).isZero();
            assertThat(transfer.result().cancel(true)).as("too late").isFalse();
        }
        assertThat(directory.resolve("local").toFile().delete()).isTrue();
    }

    @Test
    void anInterruptCancels() throws Exception {
        try (ScriptedServer server = halfway()) {
            CountDownLatch progressed = new CountDownLatch(1);
            TftpTransfer transfer = start(server, progressed);
            assertThat(progressed.await(5, TimeUnit.SECONDS)).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyCancelsAndTheClientGoesOn() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("file", new byte[700]);
            RemoteFile file = RemoteFile.of(server.host(), server.port(), "file");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.get(file, directory.resolve("file")))
                    .isInstanceOf(TransferCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            client.get(file, got);
            assertThat(got.size()).isEqualTo(700);
        }
    }

    @Test
    void closingTheClientCancelsWhatRuns() throws Exception {
        try (ScriptedServer server = halfway()) {
            CountDownLatch progressed = new CountDownLatch(1);
            TftpTransfer transfer = start(server, progressed);
            assertThat(progressed.await(5, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(transfer.result()).isCompletedExceptionally();
            assertThatIllegalStateException().isThrownBy(() -> client.get(server.file("x"), directory.resolve("x")));
        }
    }

    @Test
    void contentThatBlocksInTheMiddleHoldsUpNoEnd() throws Exception {
        int head = 64 * 1024; // what is read before the server is asked
        try (ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.sendAck(0);
                    Packet packet = s.receive();
                    while (packet instanceof Data data) {
                        s.sendAck(data.block());
                        packet = s.receive();
                    }
                    assertThat(packet).isInstanceOf(ErrorPacket.class);
                });
                PipedOutputStream never = new PipedOutputStream();
                InputStream blocks = new PipedInputStream(never);
                InputStream content = new SequenceInputStream(new ByteArrayInputStream(new byte[head]), blocks)) {
            CountDownLatch headSent = new CountDownLatch(1);
            TftpTransfer transfer = client.startPut(
                    TransferSource.stream(content, OptionalLong.empty()), server.file("name"), new TransferObserver() {
                        @Override
                        public void progressed(long bytes, OptionalLong total) {
                            if (bytes == head) {
                                headSent.countDown();
                            }
                        }
                    });
            assertThat(headSent.await(5, TimeUnit.SECONDS)).isTrue();
            transfer.cancel();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
        }
    }

    @Test
    void contentThatBlocksFromTheStartIsWaitedForBeforeTheServerIsAsked() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                PipedOutputStream never = new PipedOutputStream();
                InputStream blocks = new PipedInputStream(never)) {
            server.setSoTimeout(200);
            TftpTransfer transfer = client.startPut(
                    TransferSource.stream(blocks, OptionalLong.empty()),
                    RemoteFile.of("127.0.0.1", server.getLocalPort(), "name"),
                    TransferObserver.NONE);
            assertThatThrownBy(() -> server.receive(new DatagramPacket(new byte[600], 600)))
                    .isInstanceOf(SocketTimeoutException.class);
            transfer.cancel();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
        }
    }

    // DATA 1 comes twice, so the client knows of losses, and closing waits until the server asked for the last ACK
    // again.
    @Test
    void afterALossTheLastAckIsGivenAgainWhileTheClientCloses() throws Exception {
        Path local = directory.resolve("local");
        CountDownLatch answered = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            assertThat(s.receive()).isEqualTo(new Ack(1));
            s.sendData(1, new byte[512]); // not sooner: two at once may arrive as one
            s.sendData(2);
            Packet last = s.receive();
            while (last.equals(new Ack(1))) {
                last = s.receive();
            }
            assertThat(last).isEqualTo(new Ack(2));
            Thread.sleep(300);
            s.sendData(2);
            assertThat(s.receive()).isEqualTo(new Ack(2));
            answered.countDown();
        })) {
            client.get(server.file("name"), local);
            client.close();
            assertThat(answered.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(local.toFile().delete()).isTrue();
    }

    @Test
    void packetsAreShownToAnObserverThatWantsThem() throws Exception {
        List<String> seen = new ArrayList<>();
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", new byte[1]);
            TransferObserver observer = new TransferObserver() {
                @Override
                public boolean tracesPackets() {
                    return true;
                }

                @Override
                public void packetSent(Packet packet) {
                    seen.add("> " + packet.opcode());
                }

                @Override
                public void packetReceived(Packet packet) {
                    seen.add("< " + packet.opcode());
                    throw new IllegalStateException("does no harm");
                }
            };
            RemoteFile remote = RemoteFile.of(server.host(), server.port(), "name");
            client.startGet(remote, TransferTarget.file(directory.resolve("local")), observer)
                    .await();
        }
        assertThat(seen).startsWith("> READ_REQUEST", "< DATA");
        assertThat(directory.resolve("local").toFile().delete()).isTrue();
    }

    // client            server
    //   | ---- RRQ ------> |   asked once
    //   | ---- RRQ ------> |   asked twice
    //   | <--- DATA 1 ---- |
    //   | ---- ACK 1 ----> |
    //   | ---- ACK 1 ----> |   asked again, once
    //   | <--- DATA 2 ---- |
    @Test
    void anObserverIsToldHowOftenASilentServerWasAsked() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            s.receive();
            s.receive();
            s.sendData(2);
            s.receive();
        })) {
            TransferObserver observer = new TransferObserver() {
                @Override
                public void asking(InetSocketAddress asked, Optional<String> before) {
                    seen.add("only of several addresses");
                }

                @Override
                public void waiting(InetSocketAddress asked, int times) {
                    seen.add(asked.getPort() == server.port() ? "request " + times : "again " + times);
                }

                @Override
                public void agreed(InetSocketAddress peer, TransferParameters parameters) {
                    seen.add("agreed");
                }
            };
            try (TftpClient impatient =
                    TftpClient.builder().timeout(Duration.ofMillis(200)).build()) {
                TftpTransfer transfer = impatient.startGet(
                        server.file("name"), TransferTarget.file(directory.resolve("local")), observer);
                InetSocketAddress peer = transfer.await().server();
                assertThat(transfer.server()).contains(peer);
            }
        }
        assertThat(seen).startsWith("request 1", "request 2").containsSubsequence("agreed", "again 1");
        assertThat(directory.resolve("local").toFile().delete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anObserverThatThrowsErrorsDoesNoHarm(boolean whenAsked) throws Exception {
        TransferObserver broken = new TransferObserver() {
            @Override
            public boolean tracesPackets() {
                return whenAsked ? fail() : true;
            }

            @Override
            public void agreed(InetSocketAddress server, TransferParameters parameters) {
                fail();
            }

            @Override
            public void progressed(long bytes, OptionalLong totalBytes) {
                fail();
            }

            @Override
            public void packetSent(Packet packet) {
                fail();
            }

            private boolean fail() {
                throw new StackOverflowError("on purpose");
            }
        };
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", new byte[600]);
            RemoteFile remote = RemoteFile.of(server.host(), server.port(), "name");
            TransferResult result = client.startGet(remote, TransferTarget.file(directory.resolve("local")), broken)
                    .await();
            assertThat(result.bytes()).isEqualTo(600);
        }
        assertThat(directory.resolve("local").toFile().delete()).isTrue();
    }

    private TftpTransfer start(ScriptedServer server, CountDownLatch progressed) {
        return client.startGet(
                server.file("name"), TransferTarget.file(directory.resolve("local")), new TransferObserver() {
                    @Override
                    public void progressed(long bytes, OptionalLong totalBytes) {
                        progressed.countDown();
                    }
                });
    }
}
