package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.testing.VirtualClock;
import io.tftp.core.wire.Data;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All of a server goes by the clock that it was given: here that stands still until it is moved. */
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
@ExtendWith(LeakCheck.class)
class TftpServerClockTest {

    @TempDir
    private Path root;

    private final ServerHarness harness;
    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 5);

    TftpServerClockTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws IOException {
        harness.close();
    }

    private void serve(ServerLimits limits) throws IOException {
        ServerHarness.file(root, "file", 700);
        harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .serverLimits(limits)
                .clock(clock));
    }

    // client            server
    //   | ---- RRQ ------> |
    //   | <--- DATA 1 ---- |
    //   |                  |  a few seconds, all at once
    //   | <--- DATA 1 ---- |
    @Test
    void whatIsNotAcknowledgedIsSentAgainWhenTheClockSaysSo() throws Exception {
        serve(ServerLimits.DEFAULTS);
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(5));

        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
    }

    // client            server
    //   | -- RRQ 1..10 --> |
    //   | <-- ERROR 1 ---- |  ten times
    //   | -- RRQ 11 -----> |
    //   |                  |  a second
    //   | -- RRQ 12 -----> |
    //   | <-- ERROR 1 ---- |
    @Test
    void aClientMayAskAgainWhenTheClockSaysSo() throws Exception {
        serve(ServerLimits.DEFAULTS.withCountsLoopback(true).withClient(0, 1));
        Peer peer = harness.peer();
        for (int i = 0; i < 10; i++) {
            peer.request(Peer.read("nosuch" + i));
            assertThat(peer.receiveError()).isEqualTo(1);
        }
        peer.request(Peer.read("eleventh"));
        await().until(() -> harness.limited.contains(Limit.REQUEST_RATE));

        clock.pass(Duration.ofSeconds(1));
        peer.request(Peer.read("twelfth"));

        assertThat(peer.receiveError()).isEqualTo(1);
        assertThat(harness.limited).containsExactly(Limit.REQUEST_RATE);
        assertThat(harness.refusals).hasSize(11);
    }
}
