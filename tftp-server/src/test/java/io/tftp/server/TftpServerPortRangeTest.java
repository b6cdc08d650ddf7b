package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.link.PortRange;
import io.tftp.server.files.UploadPolicy;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class TftpServerPortRangeTest {

    @TempDir
    private Path root;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.EPHEMERAL);

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void whereThePortRangeIsUsedUpTheClientIsServedWhenItAsksAgain() throws Exception {
        ServerHarness.file(root, "file", 10);
        DatagramSocket taken = new DatagramSocket((SocketAddress) ServerHarness.loopback());
        Peer peer;
        try (taken) {
            int port = taken.getLocalPort();
            harness.start(harness.builder()
                    .portRange(new PortRange(port, port))
                    .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
            peer = harness.peer();
            peer.request(Peer.read("file"));
            peer.expectSilence();
        }
        assertThat(peer.get("file")).hasSize(10);
    }

    @Test
    void transfersUseThePortRange() throws Exception {
        ServerHarness.file(root, "file", 10);
        int port;
        try (DatagramSocket free = new DatagramSocket((SocketAddress) ServerHarness.loopback())) {
            port = free.getLocalPort();
        }
        harness.start(harness.builder()
                .portRange(new PortRange(port, port))
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty())));
        Peer peer = harness.peer();
        peer.get("file");
        assertThat(peer.latestSender().getPort()).isEqualTo(port);
    }
}
