package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.AddressUnavailableException;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
class TftpServerLifecycleTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path root;

    private final ServerHarness harness;

    TftpServerLifecycleTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void runningTransfersHaveTheGraceToEnd() throws Exception {
        TftpServer server = serveAFile();
        Peer peer = startedTransfer();
        Peer late = harness.peer();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(LONG));
        await().until(() -> isDeaf(late));
        assertThat(closing).isNotDone();
        peer.reply(new Ack(1));
        assertThat(peer.receiveAll(2)).hasSize(488);
        closing.get(5, TimeUnit.SECONDS);
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    /** Whether a request gets no answer any more: the port is closed. */
    private static boolean isDeaf(Peer peer) throws IOException {
        peer.request(Peer.read("nosuch"));
        try {
            peer.expectSilence();
            return true;
        } catch (AssertionError answered) {
            return false;
        }
    }

    @Test
    void withoutGraceClientsAreTold() throws Exception {
        TftpServer server = serveAFile();
        Peer peer = startedTransfer();
        server.close();
        assertThat(peer.receive(ErrorPacket.class).message()).isEqualTo("the server is shutting down");
        assertThat(harness.ended().outcome().kind()).isEqualTo(Outcome.Kind.ABORTED);
    }

    @Test
    void anUploadThatIsCancelledAtTheEndLeavesNothing() throws Exception {
        TftpServer server = harness.serve(root, UploadPolicy.NEW);
        Peer peer = harness.peer();
        peer.request(Peer.write("file"));
        peer.receive(Ack.class);
        server.close();
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSecondCloseCutsTheGraceShort() throws Exception {
        TftpServer server = serveAFile();
        Peer peer = startedTransfer();
        Peer late = harness.peer();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(LONG));
        await().until(() -> isDeaf(late));
        server.close();
        closing.get(5, TimeUnit.SECONDS);
        peer.receiveError();
    }

    @Test
    void aPortInUseIsNamedAndNothingStaysOpen() throws Exception {
        try (DatagramSocket taken = new DatagramSocket((SocketAddress) ServerHarness.loopback())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            TftpServer server = TftpServer.builder()
                    .address(ServerHarness.loopback())
                    .address(address)
                    .build();
            assertThatThrownBy(server::start)
                    .isInstanceOfSatisfying(
                            AddressUnavailableException.class,
                            e -> assertThat(e.address()).isEqualTo(address))
                    .hasMessageContaining(AddressText.of(address));
            assertThat(server.addresses()).isEmpty();
        }
    }

    @Test
    void thePortIsFreeAgainAfterClose() throws Exception {
        TftpServer server = serveAFile();
        InetSocketAddress address = server.addresses().get(0);
        server.close();
        try (TftpServer next = TftpServer.builder().address(address).build()) {
            next.start();
            assertThat(next.addresses()).containsExactly(address);
        }
    }

    @Test
    void aServerIsStartedOnce() throws Exception {
        TftpServer server = serveAFile();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        server.close();
        server.close();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasNeverStartedCanBeClosed() {
        TftpServer server = TftpServer.builder().build();
        server.close();
        assertThat(server.addresses()).isEmpty();
    }

    private TftpServer serveAFile() throws IOException {
        ServerHarness.file(root, "file", 1000);
        return harness.serve(root, UploadPolicy.NONE);
    }

    private Peer startedTransfer() throws IOException {
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        return peer;
    }
}
