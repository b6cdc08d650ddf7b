package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Opcode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose name has two addresses: 127.0.0.1 first, where nobody answers by itself, then 127.0.0.2. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is nobody's address")
class SeveralAddressesTest {

    private static final String SECOND = "127.0.0.2";

    @TempDir
    Path directory;

    private Path local;
    private DatagramSocket first;
    private int port;

    @BeforeEach
    void open() throws IOException {
        local = directory.resolve("local");
        first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        port = first.getLocalPort();
    }

    @AfterEach
    void close() {
        first.close();
    }

    private static TftpClient client(Duration timeout, int retries) {
        return TftpClient.builder()
                .noOptions()
                .timeout(timeout)
                .retries(retries)
                .resolver(new Resolver(
                        name -> new InetAddress[] {InetAddress.getLoopbackAddress(), InetAddress.getByName(SECOND)}))
                .build();
    }

    private static RemoteFile remote(int port) {
        return RemoteFile.of("name", port, "file");
    }

    /** A script at the second address. */
    private static ScriptedServer second(int port, ScriptedServer.Script script) throws IOException {
        return ScriptedServer.playing(SECOND, port, script);
    }

    /** Serves a file of one byte. */
    private static void serve(ScriptedServer server) throws Exception {
        server.sendData(1, (byte) 'y');
        assertThat(server.receive()).isEqualTo(new Ack(1));
    }

    private void assertGotFromSecond(TransferResult result) {
        assertThat(result.server().getAddress().getHostAddress()).isEqualTo(SECOND);
        assertThat(local).hasContent("y");
    }

    private void assertGetFails(TftpClient client, Class<? extends TftpException> type, String message) {
        assertThatThrownBy(() -> client.get(remote(port), local))
                .isInstanceOf(type)
                .hasMessageMatching("name:" + port + "/file: none of the server's addresses answered: " + message);
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
        first.close();
        try (ScriptedServer late = ScriptedServer.playing("127.0.0.1", port, s -> {
                    s.awaitRequest();
                    assertThat(secondAsked.await(5, TimeUnit.SECONDS)).isTrue();
                    s.sendData(1, (byte) 'x');
                    assertThat(s.receive())
                            .isInstanceOfSatisfying(
                                    ErrorPacket.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TRANSFER_ID));
                    firstRefused.countDown();
                });
                ScriptedServer second = second(late.port(), s -> {
                    s.awaitRequest();
                    secondAsked.countDown();
                    assertThat(firstRefused.await(5, TimeUnit.SECONDS)).isTrue();
                    serve(s);
                });
                TftpClient client = client(Duration.ofSeconds(1), 5)) {
            assertGotFromSecond(client.get(remote(second.port()), local));
        }
    }

    // client            127.0.0.1               127.0.0.2
    //   | ---- RRQ --------> |                       |   0.0 s
    //   | ---- RRQ ------------------------------->  |   0.5 s, when the request to the first is due again
    @Test
    void anAddressIsNotAskedAgainWhenItsTurnEnds() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer second = second(port, s -> {
                    s.awaitRequest();
                    requests.set(requestsToFirst()); // what was sent before is there
                    serve(s);
                });
                TftpClient client = client(Duration.ofMillis(500), 5)) {
            assertGotFromSecond(client.get(remote(second.port()), local));
        }
        assertThat(requests).hasValue(1);
    }

    private int requestsToFirst() throws IOException {
        first.setSoTimeout(1);
        for (int count = 0; ; count++) {
            try {
                first.receive(new DatagramPacket(new byte[600], 600));
            } catch (SocketTimeoutException e) {
                return count;
            }
        }
    }

    @Test
    void aPutTakesTheSecondTooAndSendsItsContentOnce() throws Exception {
        Files.writeString(local, "content");
        try (ScriptedServer second = second(port, s -> {
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
            TransferResult result = client.put(local, remote(second.port()));
            assertThat(result.server().getAddress().getHostAddress()).isEqualTo(SECOND);
        }
    }

    // The kernel is asked to tell only where the JVM lets us (--add-opens), as it does in these tests. The second's
    // script has less patience than the turn of a silent first would take.
    @Test
    void oneThatRefusesLeavesItsTurnToTheSecondAtOnce() throws Exception {
        first.close();
        try (ScriptedServer second = second(port, s -> {
                    s.awaitRequest();
                    serve(s);
                });
                TftpClient client = client(Duration.ofMinutes(1), 5)) {
            assertGotFromSecond(client.get(remote(second.port()), local));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, did not answer", "true, refused the request"})
    void anObserverIsToldWhichAddressIsAskedAndWhy(boolean refuses, String why) throws Exception {
        if (refuses) {
            first.close();
        }
        List<String> seen = new CopyOnWriteArrayList<>();
        TransferObserver observer = new TransferObserver() {
            @Override
            public void asking(InetSocketAddress server, Optional<String> before) {
                seen.add(HostPort.describe(server)
                        + before.map(what -> ": " + what).orElse(""));
            }

            @Override
            public void agreed(InetSocketAddress server, TransferParameters parameters) {
                seen.add("answered by " + server.getAddress().getHostAddress());
            }
        };
        try (ScriptedServer second = second(port, s -> {
                    s.awaitRequest();
                    serve(s);
                });
                TftpClient client = client(Duration.ofMillis(500), 5)) {
            assertGotFromSecond(client.startGet(remote(second.port()), TransferTarget.file(local), observer)
                    .await());
        }
        assertThat(seen)
                .containsExactly(
                        "127.0.0.1:" + port,
                        SECOND + ":" + port + ": 127.0.0.1:" + port + " " + why,
                        "answered by " + SECOND);
    }

    @Test
    void theErrorNamesAllThatRefused() {
        first.close();
        try (TftpClient client = client(Duration.ofMinutes(1), 5)) {
            assertGetFails(
                    client,
                    NetworkException.class,
                    "127\\.0\\.0\\.1:" + port + " \\(connection refused\\), 127\\.0\\.0\\.2:" + port
                            + " \\(connection refused\\)");
        }
    }

    @Test
    void theErrorNamesAllThatWereAsked() throws Exception {
        try (DatagramSocket second = new DatagramSocket(new InetSocketAddress(SECOND, port));
                TftpClient client = client(Duration.ofMillis(100), 0)) {
            assertGetFails(
                    client,
                    TransferTimeoutException.class,
                    "127\\.0\\.0\\.1:" + port + " \\(no answer for 0\\.\\d s\\), 127\\.0\\.0\\.2:"
                            + second.getLocalPort() + " \\(no answer for 0\\.\\d s\\)");
        }
    }

    @Test
    void aTransferIsCancelledWhileTheSecondIsAsked() throws Exception {
        CountDownLatch secondAsked = new CountDownLatch(1);
        try (ScriptedServer second = second(port, s -> {
                    s.awaitRequest();
                    secondAsked.countDown();
                });
                TftpClient client = client(Duration.ofMillis(50), 100)) {
            TftpTransfer transfer =
                    client.startGet(remote(second.port()), TransferTarget.file(local), TransferObserver.NONE);
            assertThat(secondAsked.await(5, TimeUnit.SECONDS)).isTrue();
            transfer.cancel();
            assertThatThrownBy(transfer::await).isInstanceOf(TransferCancelledException.class);
        }
    }
}
