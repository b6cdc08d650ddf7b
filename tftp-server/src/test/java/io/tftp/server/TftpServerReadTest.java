package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.session.Refusal;
import io.tftp.core.session.RefusedException;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
class TftpServerReadTest {

    @TempDir
    Path root;

    @Parameter
    ServerHarness.Ports ports;

    ServerHarness harness;

    @BeforeEach
    void open() {
        harness = harness();
    }

    ServerHarness harness() {
        return new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 2000})
    void aFileIsSentInLockStep(int length) throws Exception {
        ServerHarness.file(root, "file", length);
        harness.serve(root, UploadPolicy.NONE);
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(length));
        TransferRecord record = harness.ended();
        assertThat(record.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(record.stats().bytes()).isEqualTo(length);
    }

    /**
     * <pre>
     * client                                 server
     *   | RRQ blksize 1000, windowsize 2, tsize 0 |
     *   |------------------------------------------>|
     *   |      OACK blksize 1000, windowsize 2, tsize 2500
     *   |<------------------------------------------|
     *   | ACK 0 ----------------------------------->|
     *   |<------------------------- DATA 1, DATA 2  |
     *   | ACK 2 ----------------------------------->|
     *   |<--------------------------------- DATA 3  |
     * </pre>
     */
    @Test
    void optionsAreAgreedOn() throws Exception {
        ServerHarness.file(root, "file", 2500);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file", "blksize", "1000", "windowsize", "2", "tsize", "0"));
        assertThat(peer.receive(OptionAck.class).options())
                .isEqualTo(Options.of("blksize", "1000", "windowsize", "2", "tsize", "2500"));
        peer.reply(new Ack(0));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        peer.reply(new Ack(2));
        assertThat(peer.receive(Data.class).payload().remaining()).isEqualTo(500);
        peer.reply(new Ack(3));
        assertThat(harness.ended().parameters().windowSize()).isEqualTo(2);
    }

    @Test
    void netasciiIsTranslated() throws Exception {
        Files.writeString(root.resolve("text"), "a\nb\r");
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(new ReadRequest("text", TransferMode.NETASCII, Options.none()));
        assertThat(peer.receiveAll(1)).isEqualTo("a\r\nb\r\0".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRepeatedRequestMakesOneTransfer() throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.expectSilence();
        peer.reply(new Ack(1));
        harness.ended();
        assertThat(harness.requests).hasSize(1);
    }

    @Test
    void anotherRequestFromTheSamePortReplacesTheTransferInSilence() throws Exception {
        ServerHarness.file(root, "first", 1000);
        ServerHarness.file(root, "second", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("first"));
        peer.receive(Data.class);
        assertThat(peer.get("second")).hasSize(10);
        assertThat(List.of(harness.ended(), harness.ended()))
                .extracting(
                        record -> record.request().filename(),
                        record -> record.outcome().kind())
                .containsExactlyInAnyOrder(
                        tuple("first", Outcome.Kind.ABORTED), tuple("second", Outcome.Kind.COMPLETED));
        peer.expectSilence();
    }

    @Test
    void theSameRequestAfterAnAcknowledgmentStartsAgain() throws Exception {
        ServerHarness.file(root, "file", 1000);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        assertThat(peer.get("file")).hasSize(1000);
    }

    /**
     * <pre>
     * peer                     server
     *   | ---- RRQ --------------> |
     *   | <--- DATA 1 ------ A --- |
     *   | ---- ACK 1 ------> A     |
     *   | <--- DATA 2 ------ A --- |
     *   | ---- RRQ, doubled -----> |
     *   | <--- DATA 1 ------ B --- |
     *   | ---- ERROR 5 ----> B     |  that was no new start
     *   | ---- ACK 2 ------> A     |
     *   | <--- DATA 3 ------ A --- |
     * </pre>
     */
    @Test
    void aRequestThatTheNetworkDoubledLateDisturbsNothing() throws Exception {
        ServerHarness.file(root, "file", 1500);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
        assertThat(peer.receive(Data.class).block()).isEqualTo(2);
        InetSocketAddress first = peer.latestSender();
        peer.request(Peer.read("file"));
        while (peer.receive(Data.class).block() != 1) {
            // A resend may come before it.
        }
        assertThat(peer.latestSender().equals(first)).isEqualTo(ports == ServerHarness.Ports.SINGLE);
        peer.reply(ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "unknown transfer ID"));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.PEER_ERROR);
        peer.reply(new Ack(2), first);
        Data next = peer.receive(Data.class);
        while (!peer.latestSender().equals(first) || next.block() < 3) {
            next = peer.receive(Data.class);
        }
        assertThat(next.payload().remaining()).isEqualTo(1500 - 2 * 512);
        peer.reply(new Ack(3), first);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    @Test
    void answersComeFromTheAddressThatWasAsked() throws Exception {
        ServerHarness.file(root, "file", 10);
        TftpServer server = harness.start(TftpServer.builder()
                .port(0)
                .listener(harness)
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
        List<InetSocketAddress> loopback = server.addresses().stream()
                .filter(address -> address.getAddress().isLoopbackAddress())
                .toList();
        assertThat(loopback).isNotEmpty();
        for (InetSocketAddress address : loopback) {
            try (Peer peer = new Peer(address)) {
                assertThat(peer.get("file")).hasSize(10);
                assertThat(peer.latestSender().getAddress()).isEqualTo(address.getAddress());
                assertThat(peer.latestSender().getPort() == address.getPort())
                        .isEqualTo(ports == ServerHarness.Ports.SINGLE);
            }
        }
    }

    static Stream<byte[]> malformedRequests() {
        return Stream.of(
                        "\0\1",
                        "\0\1file",
                        "\0\1file\0",
                        "\0\1file\0octet",
                        "\0\1\0octet\0",
                        "\0\1file\0mail\0",
                        "\0\2x\0?\0")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("malformedRequests")
    void aMalformedRequestIsAnIllegalOperation(byte[] datagram) throws Exception {
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(datagram);
        assertThat(peer.receiveError()).isEqualTo(4);
    }

    @Test
    void whatIsNoRequestGetsNoAnswer() throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        List<Packet> others = List.of(
                Peer.data(1, 5),
                new Ack(1),
                ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "x"),
                new OptionAck(Options.none()));
        for (Packet other : others) {
            peer.request(other);
        }
        peer.request(new byte[0]);
        peer.request(new byte[] {0});
        peer.request(new byte[] {0, 99, 1});
        peer.expectSilence();
        assertThat(peer.get("file")).hasSize(10);
    }

    @Test
    void aClientThatOnlyWantsToKnowTheSizeIsAProbe() throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.read("file", "tsize", "0"));
        peer.receive(OptionAck.class);
        peer.reply(ErrorPacket.of(ErrorCode.OPTION_NEGOTIATION_FAILED, "User aborted the transfer"));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.PROBED);
    }

    @Test
    void refusalsSayWhyInCodes() throws Exception {
        harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                switch (request.filename()) {
                    case "choice" -> throw new RefusedException(ErrorCode.NO_SUCH_USER, "who are you?");
                    case "missing" -> throw new NoSuchFileException("/secret/path");
                    case "broken" -> throw new IllegalStateException("/secret/path");
                    case "socket" -> throw new BindException("/secret/path"); // its own, no port of the server's
                    default -> throw new IOException("/secret/path");
                }
            }
        }));
        Peer peer = harness.peer();
        assertThat(refusal(peer, "choice")).isEqualTo(ErrorPacket.of(ErrorCode.NO_SUCH_USER, "who are you?"));
        assertThat(refusal(peer, "missing")).isEqualTo(ErrorPacket.of(ErrorCode.FILE_NOT_FOUND, "file not found"));
        assertThat(refusal(peer, "broken")).isEqualTo(ErrorPacket.of(ErrorCode.NOT_DEFINED, "internal error"));
        assertThat(refusal(peer, "disk")).isEqualTo(ErrorPacket.of(ErrorCode.NOT_DEFINED, "input or output error"));
        assertThat(refusal(peer, "socket")).isEqualTo(ErrorPacket.of(ErrorCode.NOT_DEFINED, "input or output error"));
        await().untilAsserted(() -> assertThat(harness.refusals).hasSize(5));
        peer.request(Peer.write("file"));
        assertThat(peer.receiveError()).isEqualTo(2);
    }

    /** The mistake is the handler's, and its client is told that, and nobody waits. */
    @Test
    @SuppressWarnings("NullAway") // on purpose
    void aHandlerThatReturnsNullIsNamed() throws Exception {
        List<Throwable> causes = new CopyOnWriteArrayList<>();
        harness.start(harness.builder()
                .handler(new TransferHandler() {
                    @Override
                    public BlockSource read(ReadRequest request, InetSocketAddress client) {
                        return null;
                    }

                    @Override
                    public BlockSink write(WriteRequest request, OptionalLong bytes, InetSocketAddress client) {
                        return null;
                    }

                    @Override
                    public Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
                        return null;
                    }
                })
                .listener(new ServerListener() {
                    @Override
                    public void refused(Request request, InetSocketAddress client, Refusal refusal, Throwable cause) {
                        causes.add(cause);
                    }
                }));
        Peer peer = harness.peer();
        assertThat(refusal(peer, "file")).isEqualTo(ErrorPacket.of(ErrorCode.NOT_DEFINED, "internal error"));
        peer.request(Peer.write("file"));
        assertThat(peer.receive(ErrorPacket.class).message()).isEqualTo("internal error");
        await().untilAsserted(() -> assertThat(causes)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder("the handler's read returned null", "the handler's write returned null"));
    }

    private static ErrorPacket refusal(Peer peer, String filename) throws IOException {
        peer.request(Peer.read(filename));
        return peer.receive(ErrorPacket.class);
    }

    @Test
    void requestsBeyondTheMostTransfersWaitForRoom() throws Exception {
        ServerHarness.file(root, "file", 10);
        TftpServer server = harness.start(harness.builder()
                .mostTransfers(1)
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
        Peer first = harness.peer();
        Peer second = harness.peer();
        first.request(Peer.read("file"));
        first.receive(Data.class);
        second.request(Peer.read("file"));
        second.expectSilence();
        first.reply(new Ack(1));
        await().until(() -> server.liveTransfers() == 0);
        assertThat(second.get("file")).hasSize(10);
    }
}
