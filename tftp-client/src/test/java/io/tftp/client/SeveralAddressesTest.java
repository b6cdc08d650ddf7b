package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Opcode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server whose name has two addresses: 127.0.0.1 first, then 127.0.0.2. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is nobody's address")
class SeveralAddressesTest {

    private static final String SECOND = "127.0.0.2";

    @TempDir
    Path directory;

    private static TftpClient client(Duration timeout, int retries) {
        return TftpClient.builder()
                .noOptions()
                .timeout(timeout)
                .retries(retries)
                .resolver(new Resolver(
                        name -> new InetAddress[] {InetAddress.getLoopbackAddress(), InetAddress.getByName(SECOND)}))
                .build();
    }

    // client            127.0.0.1               127.0.0.2
    //   | ---- RRQ --------> |                       |
    //   | ---- RRQ ------------------------------->  |
    //   | <--- DATA 1 ------ |                       |
    //   | ---- ERROR 5 ----> |                       |
    //   | <--- DATA 1 -----------------------------  |
    //   | ---- ACK 1 ----------------------------->  |
    @Test
    void theSecondIsAskedWhenTheFirstIsSilentAndALateAnswerIsRefused() throws Exception {
        CountDownLatch secondAsked = new CountDownLatch(1);
        CountDownLatch firstRefused = new CountDownLatch(1);
        try (ScriptedServer first = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    assertThat(secondAsked.await(5, TimeUnit.SECONDS)).isTrue();
                    s.sendData(1, (byte) 'x');
                    assertThat(s.receive())
                            .isInstanceOfSatisfying(
                                    ErrorPacket.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TRANSFER_ID));
                    firstRefused.countDown();
                });
                ScriptedServer second = ScriptedServer.playing(SECOND, first.port(), s -> {
                    s.awaitRequest();
                    secondAsked.countDown();
                    assertThat(firstRefused.await(5, TimeUnit.SECONDS)).isTrue();
                    s.sendData(1, (byte) 'y');
                    assertThat(s.receive()).isEqualTo(new Ack(1));
                });
                TftpClient client = client(Duration.ofSeconds(1), 5)) {
            Path local = directory.resolve("local");
            TransferResult result = client.get(RemoteFile.of("name", second.port(), "file"), local);
            assertThat(result.server().getAddress().getHostAddress()).isEqualTo(SECOND);
            assertThat(local).hasContent("y");
        }
    }

    @Test
    void aPutTakesTheSecondTooAndSendsItsContentOnce() throws Exception {
        Path local = Files.writeString(directory.resolve("local"), "content");
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ScriptedServer second = ScriptedServer.playing(SECOND, silent.getLocalPort(), s -> {
                    assertThat(s.awaitRequest().opcode()).isEqualTo(Opcode.WRITE_REQUEST);
                    s.sendAck(0);
                    assertThat(s.receive())
                            .isInstanceOfSatisfying(
                                    Data.class,
                                    data -> assertThat(data.payload().remaining())
                                            .isEqualTo(7));
                    s.sendAck(1);
                });
                TftpClient client = client(Duration.ofMillis(50), 5)) {
            TransferResult result = client.put(local, RemoteFile.of("name", second.port(), "file"));
            assertThat(result.server().getAddress().getHostAddress()).isEqualTo(SECOND);
        }
    }

    /** A port that is closed at the first address and that a script has at the second. */
    private static ScriptedServer atTheSecondAlone(ScriptedServer.Script script) throws IOException {
        try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return ScriptedServer.playing(SECOND, first.getLocalPort(), script);
        }
    }

    // The kernel is asked to tell only where the JVM lets us (--add-opens), as it does in these tests. The second's
    // script has less
    // patience than the turn of a silent first would take.
    @Test
    void oneThatRefusesLeavesItsTurnToTheSecondAtOnce() throws Exception {
        try (ScriptedServer second = atTheSecondAlone(s -> {
                    s.awaitRequest();
                    s.sendData(1, (byte) 'y');
                    assertThat(s.receive()).isEqualTo(new Ack(1));
                });
                TftpClient client = client(Duration.ofMinutes(1), 5)) {
            Path local = directory.resolve("local");
            TransferResult result = client.get(RemoteFile.of("name", second.port(), "file"), local);
            assertThat(result.server().getAddress().getHostAddress()).isEqualTo(SECOND);
            assertThat(local).hasContent("y");
        }
    }

    @Test
    void theErrorNamesAllThatRefused() throws Exception {
        int port;
        try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket second = new DatagramSocket(new InetSocketAddress(SECOND, first.getLocalPort()))) {
            port = second.getLocalPort();
        }
        try (TftpClient client = client(Duration.ofMinutes(1), 5)) {
            assertThatThrownBy(() -> client.get(RemoteFile.of("name", port, "file"), directory.resolve("local")))
                    .isInstanceOf(NetworkException.class)
                    .hasMessage("name:" + port + "/file: none of the server's addresses answered: 127.0.0.1:" + port
                            + " (connection refused), 127.0.0.2:" + port + " (connection refused)");
        }
    }

    @Test
    void theErrorNamesAllThatWereAsked() throws Exception {
        try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket second = new DatagramSocket(new InetSocketAddress(SECOND, first.getLocalPort()));
                TftpClient client = client(Duration.ofMillis(100), 0)) {
            int port = second.getLocalPort();
            assertThatThrownBy(() -> client.get(RemoteFile.of("name", port, "file"), directory.resolve("local")))
                    .isInstanceOfSatisfying(
                            TransferTimeoutException.class,
                            e -> assertThat(e.answered()).isFalse())
                    .hasMessageMatching(
                            "name:" + port + "/file: none of the server's addresses answered: 127\\.0\\.0\\.1:"
                                    + port + " \\(no answer for 0\\.\\d s\\), 127\\.0\\.0\\.2:" + port
                                    + " \\(no answer for 0\\.\\d s\\)");
        }
    }

    @Test
    void aTransferIsCancelledWhileTheSecondIsAsked() throws Exception {
        CountDownLatch secondAsked = new CountDownLatch(1);
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ScriptedServer second = ScriptedServer.playing(SECOND, silent.getLocalPort(), s -> {
                    s.awaitRequest();
                    secondAsked.countDown();
                });
                TftpClient client = client(Duration.ofMillis(50), 100)) {
            TftpTransfer transfer = client.startGet(
                    RemoteFile.of("name", second.port(), "file"),
                    TransferTarget.file(directory.resolve("local")),
                    TransferObserver.NONE);
            assertThat(secondAsked.await(5, TimeUnit.SECONDS)).isTrue();
            transfer.cancel();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
        }
    }
}
