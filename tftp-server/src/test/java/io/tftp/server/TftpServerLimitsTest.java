package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.link.PortRange;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is over a server's limits is turned away, told to the listener, and leaves room for the others. */
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
@ExtendWith(LeakCheck.class)
class TftpServerLimitsTest {

    /** As for hosts that aren't this one. */
    private static final ServerLimits LIMITS = ServerLimits.DEFAULTS.withCountsLoopback(true);

    @TempDir
    private Path root;

    private final ServerHarness.Ports ports;
    private final ServerHarness harness;

    TftpServerLimitsTest(ServerHarness.Ports ports) {
        this.ports = ports;
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private TftpServer serve(ServerLimits limits) throws IOException {
        ServerHarness.file(root, "file", 700);
        return harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.empty()))
                .serverLimits(limits));
    }

    /** Asks, gets the first block, and goes on no further. */
    private Peer stalled() throws IOException {
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        return peer;
    }

    /** Like the former, but has answered once. */
    private Peer slow() throws IOException {
        Peer peer = stalled();
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        return peer;
    }

    // client            server
    //   | -- RRQ 1..10 --> |
    //   | <-- ERROR 1 ---- |  ten times
    //   | -- RRQ 11 -----> |
    @Test
    void requestsBeyondTheRateGetNoAnswer() throws Exception {
        serve(LIMITS.withClient(0, 1));
        Peer peer = harness.peer();
        for (int i = 0; i < 10; i++) {
            peer.request(Peer.read("nosuch" + i));
            assertThat(peer.receiveError()).isEqualTo(1);
        }
        peer.request(Peer.read("file")); // a token a second comes back
        peer.request(Peer.read("other"));
        await().until(() -> harness.limited.contains(Limit.REQUEST_RATE));
        assertThat(harness.limited).containsOnly(Limit.REQUEST_RATE);
        assertThat(harness.refusals).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void whatIsOverALimitIsAnsweredIfThatIsWanted() throws Exception {
        serve(LIMITS.withClient(1, 0).withTellsClients(true));
        slow();
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        ErrorPacket error = peer.receive(ErrorPacket.class);
        assertThat(error.code().value()).isZero();
        assertThat(error.message()).isEqualTo("too many transfers");
    }

    /** What is malformed is answered too, and who it goes to may never have asked. */
    @Test
    void errorsToOneClientAreBounded() throws Exception {
        serve(LIMITS.withClient(0, 1));
        Peer peer = harness.peer();
        for (int i = 0; i < 30; i++) {
            peer.request("\0\1no-mode\0".getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> Collections.frequency(harness.limited, Limit.ERROR_RATE) >= 18);
        for (int i = 0; i < 10; i++) {
            assertThat(peer.receiveError()).isEqualTo(4);
        }
        assertThat(Collections.frequency(harness.limited, Limit.ERROR_RATE)).isBetween(18, 20);
    }

    @Test
    void oneClientHasNoMoreTransfersThanItMay() throws Exception {
        serve(LIMITS.withClient(2, 0));
        Peer first = slow();
        slow();
        Peer third = harness.peer();
        third.request(Peer.read("file"));
        third.expectSilence();
        assertThat(harness.limited).containsOnly(Limit.TRANSFERS_PER_CLIENT);
        first.reply(new Ack(2));
        harness.ended();
        assertThat(third.get("file")).isEqualTo(ServerHarness.bytes(700));
    }

    // someone in its name        server                     client
    //   | ---- RRQ timeout=255 ---> |                         |
    //   |      again and again      | ---- OACK ------------> |  which asked for nothing
    //   |                           | <--- RRQ -------------- |
    //   |                           | ---- DATA 1 ----------> |
    @Test
    void whatAClientNeverAnswersDoesntKeepItFromAnother() throws Exception {
        serve(LIMITS.withClient(4, 0));
        Peer busy = slow();
        for (int i = 0; i < 12; i++) {
            Peer silent = harness.peer();
            silent.request(Peer.read("file", "timeout", "255"));
            silent.receive(OptionAck.class);
        }
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(700));
        assertThat(harness.limited).containsOnly(Limit.UNANSWERED);
        busy.reply(new Ack(2));
        await().until(() -> harness.ended().outcome().succeeded());
    }

    /** A loader that asks for the next file before the last one's end is known. */
    @Test
    void whatReplacesATransferTakesItsPlace() throws Exception {
        serve(LIMITS.withClient(1, 0));
        Peer peer = slow();
        assertThat(peer.get("file")).isEqualTo(ServerHarness.bytes(700));
        assertThat(harness.limited).isEmpty();
    }

    @Test
    void thisHostsOwnProgramsHaveNoLimitsOfTheirOwn() throws Exception {
        serve(ServerLimits.DEFAULTS.withClient(1, 1));
        for (int i = 0; i < 30; i++) {
            Peer peer = slow();
            assertThat(peer.port()).isPositive();
        }
        assertThat(harness.limited).isEmpty();
    }

    // silent client     server                                good client
    //   | ---- RRQ ------> |                                       |
    //   | <--- DATA 1 ---- |                                       |
    //   |                  | <------------- RRQ ------------------ |
    //   |                  | -------------- DATA 1 --------------> |
    @Test
    void whereThereIsNoRoomWhoNeverAnsweredMakesIt() throws Exception {
        TftpServer server = serve(LIMITS.withTransfers(3));
        Peer busy = slow();
        stalled();
        stalled();
        Peer good = harness.peer();
        await().until(
                        () -> { // the silent ones have a moment to answer in
                            good.request(Peer.read("file"));
                            return harness.limited.contains(Limit.UNANSWERED);
                        });
        good.receive(Data.class);
        TransferRecord gone = harness.ended();
        assertThat(gone.outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
        assertThat(gone.cause())
                .get()
                .isInstanceOfSatisfying(
                        LimitReachedException.class, e -> assertThat(e.limit()).isEqualTo(Limit.UNANSWERED));
        busy.reply(new Ack(2));
        assertThat(harness.ended().outcome().succeeded())
                .as("who answered is left alone")
                .isTrue();
        assertThat(server.liveTransfers()).isLessThanOrEqualTo(2);
    }

    @Test
    void whoAnsweredNeverMakesRoom() throws Exception {
        serve(LIMITS.withTransfers(2));
        slow();
        slow();
        Thread.sleep(300); // longer than an answer is waited for
        Peer late = harness.peer();
        late.request(Peer.read("file"));
        late.expectSilence();
        assertThat(harness.limited).containsOnly(Limit.TRANSFERS);
    }

    /** A whole range of ports is held by clients that never answer. */
    @Test
    void whereNoPortIsFreeWhoNeverAnsweredMakesRoom() throws Exception {
        assumeThat(ports).isEqualTo(ServerHarness.Ports.EPHEMERAL);
        ServerHarness.file(root, "file", 700);
        int port = freePort();
        harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .portRange(new PortRange(port, port)));
        stalled();
        Thread.sleep(300); // longer than an answer is waited for
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(700));
        assertThat(harness.limited).containsOnly(Limit.UNANSWERED);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(ServerHarness.loopback())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whereNoFileCanBeOpenedWhoNeverAnsweredMakesRoom() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                if (asked.incrementAndGet() == 2) {
                    throw new FileSystemException("file", null, "Too many open files");
                }
                return new BufferSource(ByteBuffer.wrap(ServerHarness.bytes(700)));
            }
        }));
        stalled();
        Thread.sleep(300); // longer than an answer is waited for
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(700));
        assertThat(asked).hasValue(3);
    }

    // client            server
    //   | ---- RRQ ------> |
    //   | <--- DATA 1 ---- |
    //   | ---- ACK 1 ----> |  and so on, for ever
    //   | <--- ERROR 0 --- |
    @Test
    void aTransferThatTakesTooLongEnds() throws Exception {
        serve(LIMITS.withTransferTime(Duration.ofMillis(400)));
        Peer peer = slow();
        ErrorPacket error = null;
        while (error == null) {
            if (peer.receive() instanceof ErrorPacket packet) { // DATA 2 comes again until then
                error = packet;
            }
        }
        assertThat(error.code().value()).isZero();
        assertThat(error.message()).contains("exceeded the limit of");
        assertThat(harness.ended().cause())
                .get()
                .isInstanceOfSatisfying(
                        LimitReachedException.class, e -> assertThat(e.limit()).isEqualTo(Limit.TRANSFER_TIME));
        assertThat(harness.limited).containsExactly(Limit.TRANSFER_TIME);
        assertThat(harness.peer().get("file"))
                .as("the next one's time is its own")
                .hasSize(700);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contentGoesNoFasterThanItMay(boolean inAll) throws Exception {
        serve(inAll ? LIMITS.withBytesPerSecond(2_000, 0) : LIMITS.withBytesPerSecond(0, 2_000));
        long begun = System.nanoTime();
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(700));
        long leastMillis = (708 - 100) * 1000L / 2_000; // what is saved up goes at once
        assertThat(Duration.ofNanos(System.nanoTime() - begun).toMillis()).isGreaterThanOrEqualTo(leastMillis);
    }

    @Test
    void whoMayNotIsToldSoAndDoesntReachTheHandler() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        harness.start(harness.builder()
                .handler(new TransferHandler() {
                    @Override
                    public BlockSource read(ReadRequest request, InetSocketAddress client) {
                        asked.incrementAndGet();
                        return new BufferSource(ByteBuffer.allocate(10));
                    }
                })
                .access((request, client) -> !(request instanceof WriteRequest)
                        && !request.filename().equals("secret")));
        Peer peer = harness.peer();
        peer.request(Peer.read("secret"));
        assertThat(peer.receiveError()).isEqualTo(2);
        peer.request(Peer.write("file"));
        assertThat(peer.receiveError()).isEqualTo(2);
        assertThat(asked).hasValue(0);
        assertThat(harness.limited).containsExactly(Limit.ACCESS, Limit.ACCESS);
        assertThat(peer.get("file")).hasSize(10);
    }

    /** Nobody is let in by a policy that doesn't work, and nothing else is harmed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPolicyThatThrowsLetsNobodyIn(boolean error) throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .access((request, client) -> {
                    if (request.filename().equals("file")) {
                        return true;
                    }
                    if (error) {
                        throw new StackOverflowError("on purpose");
                    }
                    throw new IllegalStateException("on purpose");
                }));
        Peer peer = harness.peer();
        peer.request(Peer.read("other"));
        peer.expectSilence();
        assertThat(peer.get("file")).hasSize(10);
    }

    // anybody           server
    //   | ---- RRQ ------> |
    //   | <--- OACK ------ |  six times at most, and never anything else
    @ParameterizedTest
    @ValueSource(strings = {"", "blksize", "tsize", "windowsize"})
    void whoNeverAnswersGetsSixPacketsAtMost(String option) throws Exception {
        ServerHarness.file(root, "file", 100_000);
        Duration wait = Duration.ofMillis(20);
        harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .retryPolicy(new RetryPolicy(wait, wait, wait, RetryPolicy.DEFAULT.retries())));
        Peer peer = harness.peer();
        peer.request(option.isEmpty() ? Peer.read("file") : Peer.read("file", option, "64"));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        List<Packet> got = peer.receiveUntilSilence();
        assertThat(got).hasSizeBetween(1, 6); // fewer if the server was late, and its patience over
        assertThat(got)
                .allMatch(packet -> option.isEmpty()
                        ? packet instanceof Data data && data.block() == 1
                        : packet instanceof OptionAck);
    }
}
