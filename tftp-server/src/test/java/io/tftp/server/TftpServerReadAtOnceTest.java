package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ReadRequest;
import io.tftp.server.files.UploadPolicy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The same reads, of content that is in memory: it is sent from the requests' own loop, on ports that are used again. */
class TftpServerReadAtOnceTest extends TftpServerReadTest {

    @Override
    ServerHarness harness() {
        return new ServerHarness(ports, true);
    }

    @Test
    void portsAreUsedAgain() throws Exception {
        ServerHarness.file(root, "file", 600);
        harness.serve(root, UploadPolicy.NONE);
        Peer first = harness.peer();
        assertThat(first.get("file")).isEqualTo(ServerHarness.bytes(600));
        harness.ended();
        Peer second = harness.peer();
        assertThat(second.get("file")).isEqualTo(ServerHarness.bytes(600));
        assertThat(second.latestSender()).isEqualTo(first.latestSender());
    }

    /**
     * The first client's last ACK comes once more, to the port that serves the second by then.
     */
    @Test
    void anEarlierClientDisturbsNobody() throws Exception {
        ServerHarness.file(root, "file", 600);
        harness.serve(root, UploadPolicy.NONE);
        Peer first = harness.peer();
        first.get("file");
        harness.ended();
        Peer second = harness.peer();
        second.request(Peer.read("file"));
        assertThat(second.receive(Data.class).block()).isEqualTo(1);
        assertThat(second.latestSender()).isEqualTo(first.latestSender());
        first.reply(new Ack(1));
        first.reply(new Ack(2));
        second.reply(new Ack(1));
        assertThat(second.receive(Data.class).block()).isEqualTo(2);
        second.reply(new Ack(2));
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    @Test
    void aClientThatIsGoneIsNoticed() throws Exception {
        ServerHarness.file(root, "file", 600);
        Duration brief = Duration.ofMillis(50);
        harness.start(harness.builder()
                .retryPolicy(new RetryPolicy(brief, brief, brief, 3))
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
        try (Peer peer = harness.peer()) {
            peer.request(Peer.read("file"));
            peer.receive(Data.class);
        }
        TransferRecord record = harness.ended();
        assertThat(record.outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        assertThat(record.outcome().message())
                .contains(ports == ServerHarness.Ports.SINGLE ? "no answer" : "port is closed");
    }

    @Test
    void aHandlerThatFailsToBeQuickIsAskedAgain() throws Exception {
        harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                return new BufferSource(ByteBuffer.wrap(ServerHarness.bytes(5)));
            }
        }));
        assertThat(harness.peer().get("any")).isEqualTo(ServerHarness.bytes(5));
    }
}
