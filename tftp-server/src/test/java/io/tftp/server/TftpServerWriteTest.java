package io.tftp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
class TftpServerWriteTest {

    @TempDir
    private Path root;

    private final ServerHarness harness;

    TftpServerWriteTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void uploadsAreOffUnlessAllowed() throws Exception {
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        assertThat(peer.receiveError()).isEqualTo(2);
        assertThat(names()).isEmpty();
    }

    @Test
    void aNewFileAppearsWhenTheLastBlockIsAcknowledged() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        assertThat(peer.receive()).isEqualTo(new Ack(0));
        peer.reply(Peer.data(1, 512));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        assertThat(root.resolve("file")).doesNotExist();
        peer.reply(Peer.data(2, 0));
        assertThat(peer.receive()).isEqualTo(new Ack(2));
        assertThat(root.resolve("file")).hasSize(512);
        assertThat(names()).containsExactly("file");
        // The last ACK was lost: the block comes again and is acknowledged again.
        peer.reply(Peer.data(2, 0));
        assertThat(peer.receive()).isEqualTo(new Ack(2));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    @Test
    void aNewFileNeverReplacesAnother() throws Exception {
        ServerHarness.file(root, "file", 3);
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        assertThat(peer.receiveError()).isEqualTo(6);
        assertThat(root.resolve("file")).hasSize(3);
    }

    @Test
    void aFileIsReplacedWholeAndAtTheEnd() throws Exception {
        ServerHarness.file(root, "file", 3);
        harness.serve(root, UploadPolicy.REPLACE);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.request(Peer.write("file")); // a repeat must not truncate anything
        peer.expectSilence();
        assertThat(root.resolve("file")).hasSize(3);
        peer.reply(Peer.data(1, 7));
        peer.receive(Ack.class);
        assertThat(root.resolve("file")).hasSize(7);
        assertThat(harness.requests).hasSize(1);
    }

    @Test
    void anAbortedUploadLeavesNothing() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 512));
        peer.receive(Ack.class);
        assertThat(names()).hasSize(1);
        peer.reply(ErrorPacket.of(ErrorCode.NOT_DEFINED, "changed my mind"));
        assertThat(harness.ended().outcome())
                .isEqualTo(new Outcome(Outcome.Kind.PEER_ERROR, ErrorCode.NOT_DEFINED, "changed my mind"));
        assertThat(names()).isEmpty();
    }

    @Test
    void anUploadThatFallsSilentLeavesNothing() throws Exception {
        Duration brief = Duration.ofMillis(20);
        harness.start(harness.builder()
                .retryPolicy(new RetryPolicy(brief, brief, brief, 1))
                .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.empty())));
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        assertThat(names()).isEmpty();
    }

    @Test
    void anUploadThatAnnouncesTooMuchIsRefused() throws Exception {
        harness.start(harness.builder().handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.of(1000))));
        Peer peer = harness.peer();
        peer.request(Peer.write("file", "tsize", "1001"));
        assertThat(peer.receiveError()).isEqualTo(3);
        peer.request(Peer.write("file", "tsize", "1000"));
        assertThat(peer.receive()).isInstanceOf(OptionAck.class);
        peer.reply(ErrorPacket.of(ErrorCode.NOT_DEFINED, "enough"));
        harness.ended();
    }

    /**
     * <pre>
     *   client                       server
     *     | ---- WRQ tsize=700 -------> |
     *     | <--- OACK tsize=700 ------- |
     *     | ---- DATA 1, of 512 ------> |
     *     | <--- ACK 1 ---------------- |
     *     | ---- DATA 2, not of 188 --> |
     *     | <--- ERROR 0 -------------- |   no ACK: the client mustn't believe that it is stored
     * </pre>
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 187, 189, 512})
    void anUploadThatEndsWithAnotherSizeThanItAnnouncedIsRefused(int lastBytes) throws Exception {
        ServerHarness.file(root, "file", 3);
        harness.serve(root, UploadPolicy.REPLACE);
        Peer peer = harness.peer();
        peer.request(Peer.write("file", "tsize", "700"));
        assertThat(peer.receive(OptionAck.class).options().value("tsize")).hasValue("700");
        peer.reply(Peer.data(1, 512));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        peer.reply(Peer.data(2, lastBytes));
        ErrorPacket error = peer.receive(ErrorPacket.class);
        assertThat(error.code()).isEqualTo(ErrorCode.NOT_DEFINED);
        assertThat(error.message()).contains("700 bytes", "announced");
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.PROTOCOL_ERROR);
        assertThat(root.resolve("file")).hasSize(3);
        assertThat(names()).containsExactly("file");
    }

    @Test
    void anUploadOfTheSizeThatItAnnouncedIsStored() throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file", "tsize", "512"));
        peer.receive(OptionAck.class);
        peer.reply(Peer.data(1, 512));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        peer.reply(Peer.data(2, 0));
        assertThat(peer.receive()).isEqualTo(new Ack(2));
        assertThat(root.resolve("file")).hasSize(512);
    }

    /** In netascii something else travels than the file; and 0 is what those announce who don't know. */
    @ParameterizedTest
    @CsvSource({"OCTET, 0", "NETASCII, 3"})
    void aSizeThatCantBeMeantIsNoSizeToBeHeldTo(TransferMode mode, String announced) throws Exception {
        harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(new WriteRequest("file", mode, Options.of("tsize", announced)));
        peer.receive(OptionAck.class);
        peer.reply(new Data(1, ByteBuffer.wrap("a\r\nb".getBytes(US_ASCII))));
        assertThat(peer.receive()).isEqualTo(new Ack(1));
        assertThat(root.resolve("file")).hasSize(mode == TransferMode.OCTET ? 4 : 3);
    }

    @Test
    void anUploadThatGrowsTooLargeIsBrokenOff() throws Exception {
        harness.start(harness.builder().handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.of(600))));
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        peer.reply(Peer.data(1, 512));
        peer.receive(Ack.class);
        peer.reply(Peer.data(2, 512));
        assertThat(peer.receiveError()).isEqualTo(3);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
        assertThat(names()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
