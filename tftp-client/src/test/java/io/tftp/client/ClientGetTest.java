package io.tftp.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gets from a server that plays a script, over real sockets. */
class ClientGetTest {

    @TempDir
    Path directory;

    private final TftpClient client =
            TftpClient.builder().blockSize(600).windowSize(4).build();

    @AfterEach
    void close() {
        client.close();
    }

    // client  RRQ blksize=600 windowsize=4 ..  ->
    //         <- OACK blksize=600 windowsize=2 tsize=1300
    //         ACK 0 ->  <- DATA 1, DATA 2;  ACK 2 ->  <- DATA 3 (100 bytes);  ACK 3 ->
    @Test
    void whatTheServerGrantsIsUsed() throws Exception {
        Path local = directory.resolve("local");
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            ReadRequest request = (ReadRequest) s.awaitRequest();
            assertThat(request)
                    .isEqualTo(new ReadRequest(
                            "remote",
                            TransferMode.OCTET,
                            Options.of("tsize", "0", "blksize", "600", "windowsize", "4", "timeout", "1")));
            s.sendOptionAck("blksize", "600", "windowsize", "2", "tsize", "1300");
            assertThat(s.receive()).isEqualTo(new Ack(0));
            s.sendData(1, new byte[600]);
            s.sendData(2, new byte[600]);
            assertThat(s.receive()).isEqualTo(new Ack(2));
            s.sendData(3, new byte[100]);
            assertThat(s.receive()).isEqualTo(new Ack(3));
        })) {
            TransferResult result = client.get(server.file("remote"), local);
            assertThat(result.bytes()).isEqualTo(1300);
            assertThat(result.resends()).isZero();
            assertThat(result.strays()).isZero();
            assertThat(result.parameters().blockSizeBytes()).isEqualTo(600);
            assertThat(result.parameters().windowSize()).isEqualTo(2);
            assertThat(result.server().getPort()).isNotEqualTo(server.port());
        }
        assertThat(Files.size(local)).isEqualTo(1300);
    }

    @Test
    void streamsAndChannelsAreWrittenAndStayOpen() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", "content".getBytes(UTF_8));
            RemoteFile remote = RemoteFile.of(server.host(), server.port(), "name");
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            client.get(remote, stream);
            client.get(remote, Channels.newChannel(stream));
            assertThat(stream.toString(UTF_8)).isEqualTo("contentcontent");
        }
    }

    @Test
    void netasciiBecomesLocalText() throws Exception {
        ByteArrayOutputStream local = new ByteArrayOutputStream();
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            ReadRequest request = (ReadRequest) s.awaitRequest();
            assertThat(request.mode()).isEqualTo(TransferMode.NETASCII);
            assertThat(request.options().value("tsize")).isEmpty();
            s.sendData(1, "one\r\ntwo\r\0".getBytes(UTF_8));
            assertThat(s.receive()).isEqualTo(new Ack(1));
        })) {
            client.get(server.file("text").withMode(TransferMode.NETASCII), local);
        }
        assertThat(local.toString(UTF_8)).isEqualTo("one\ntwo\r");
    }

    // client  RRQ with options ->
    //         <- ERROR 8
    //         RRQ without options ->   <- DATA 1
    @Test
    void aServerThatRefusesOptionsIsAskedWithout() throws Exception {
        ByteArrayOutputStream local = new ByteArrayOutputStream();
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            assertThat(((ReadRequest) s.awaitRequest()).options().isEmpty()).isFalse();
            s.sendError(8, "no options here");
            assertThat(((ReadRequest) s.awaitRequest()).options().isEmpty()).isTrue();
            s.sendData(1, (byte) 'x');
            assertThat(s.receive()).isEqualTo(new Ack(1));
        })) {
            TransferResult result = client.get(server.file("name"), local);
            assertThat(result.parameters().blockSizeBytes()).isEqualTo(512);
        }
        assertThat(local.toString(UTF_8)).isEqualTo("x");
    }

    @Test
    void anOptionAckThatGrantsMoreThanAskedIsRefusedAndThenDoneWithout() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendOptionAck("blksize", "1400");
            assertThat(((ErrorPacket) s.receive()).code().value()).isEqualTo(8);
            assertThat(((ReadRequest) s.awaitRequest()).options().isEmpty()).isTrue();
            s.sendData(1);
            assertThat(s.receive()).isEqualTo(new Ack(1));
        })) {
            assertThat(client.get(server.file("name"), OutputStream.nullOutputStream())
                            .bytes())
                    .isZero();
        }
    }

    private static TftpClient hasty() {
        return TftpClient.builder()
                .blockSize(600)
                .timeout(Duration.ofMillis(50))
                .retries(1)
                .build();
    }

    // client  RRQ blksize=600 ->
    //         <- OACK blksize=1400, or an option that nobody asked for
    //         ERROR 8 ->
    //         RRQ without options ->   silence
    @ParameterizedTest
    @CsvSource({
        "blksize, 1400, server granted blksize=1400 where 600 was asked",
        "multicast, x, 'server granted multicast=x, which was not asked'"
    })
    void aWrongOptionAckIsTheCauseWhereTheServerIsSilentAfterwards(String option, String value, String cause)
            throws Exception {
        try (TftpClient hasty = hasty();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.sendOptionAck(option, value);
                    assertThat(((ErrorPacket) s.receive()).code().value()).isEqualTo(8);
                    assertThat(((ReadRequest) s.awaitRequest()).options().isEmpty())
                            .isTrue();
                })) {
            assertThatThrownBy(() -> hasty.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessage(server.file("name") + ": option negotiation failed: " + cause
                            + "; asked again without options, it did not answer")
                    .satisfies(e ->
                            assertThat(e.getSuppressed()).singleElement().isInstanceOf(TransferTimeoutException.class));
        }
    }

    @Test
    void aRefusalOfOptionsIsTheCauseWhereTheServerIsSilentAfterwards() throws Exception {
        try (TftpClient hasty = hasty();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.sendError(8, "no options here");
                    s.awaitRequest();
                })) {
            assertThatThrownBy(() -> hasty.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOf(RemoteErrorException.class)
                    .hasMessage(server.file("name") + ": server says: no options here (8); asked again without options,"
                            + " it did not answer");
        }
    }

    @Test
    void theServersErrorIsCarried() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendError(1, "no\u001b such file");
        })) {
            assertThatThrownBy(() -> client.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOfSatisfying(RemoteErrorException.class, e -> {
                        assertThat(e.code().value()).isEqualTo(1);
                        assertThat(e.serverMessage()).isEqualTo("no\u001b such file");
                        assertThat(e).hasMessage(server.file("name") + ": server says: no? such file (1)");
                    });
        }
        assertThat(filesIn(directory)).isEmpty();
    }

    @Test
    void aGetAnsweredByAnAckIsAViolation() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendAck(0);
            assertThat(s.receive()).isInstanceOf(ErrorPacket.class);
        })) {
            assertThatThrownBy(() -> client.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("instead of DATA");
        }
    }

    @Test
    void aSizeThatContradictsTsizeLeavesTheOldFile() throws Exception {
        Path local = Files.writeString(directory.resolve("local"), "old");
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendOptionAck("tsize", "1000");
            assertThat(s.receive()).isEqualTo(new Ack(0));
            s.sendData(1, new byte[511]);
            assertThat(s.receive()).isInstanceOf(ErrorPacket.class);
        })) {
            assertThatThrownBy(() -> client.get(server.file("name"), local))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("only 511 of the 1000 bytes");
        }
        assertThat(local).hasContent("old");
        assertThat(filesIn(directory)).containsExactly(local);
    }

    @Test
    void anAnswerFromAnotherAddressIsIgnoredAndNamed() throws Exception {
        try (TftpClient hasty = TftpClient.builder()
                        .timeout(Duration.ofMillis(100))
                        .retries(1)
                        .build();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.answerFrom("127.0.0.2");
                    s.sendData(1, (byte) 'x');
                })) {
            assertThatThrownBy(() -> hasty.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOfSatisfying(TransferTimeoutException.class, e -> {
                        assertThat(e.answered()).isFalse();
                        assertThat(e).hasMessageContaining("an answer came from 127.0.0.2 instead");
                    });
        }
    }

    @Test
    void anAnswerFromAnotherAddressIsTakenWhereAllowed() throws Exception {
        try (TftpClient trusting = TftpClient.builder().anyAddress().build();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.answerFrom("127.0.0.2");
                    s.sendData(1, (byte) 'x');
                    assertThat(s.receive()).isEqualTo(new Ack(1));
                })) {
            TransferResult result = trusting.get(server.file("name"), directory.resolve("local"));
            assertThat(result.server().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void aSilentServerIsGivenUp() throws Exception {
        try (TftpClient hasty = TftpClient.builder()
                        .timeout(Duration.ofMillis(20))
                        .retries(2)
                        .build();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    Packet first = s.awaitRequest();
                    assertThat(s.awaitRequest()).isEqualTo(first);
                    assertThat(s.awaitRequest()).isEqualTo(first);
                })) {
            assertThatThrownBy(() -> hasty.get(server.file("name"), directory.resolve("local")))
                    .isInstanceOf(TransferTimeoutException.class)
                    .hasMessageMatching(
                            "(?s).*no answer for \\d+\\.\\d s \\(127\\.0\\.0\\.1:" + server.port() + " was asked\\).*");
        }
        assertThat(filesIn(directory)).isEmpty();
    }

    @Test
    void aTargetThatFailsTellsTheServerAndTheCaller() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            Packet answer = s.receive();
            if (answer instanceof Ack) {
                answer = s.receive();
            }
            assertThat(answer).isInstanceOf(ErrorPacket.class);
        })) {
            assertThatThrownBy(() -> client.get(server.file("name"), full))
                    .isInstanceOf(LocalContentException.class)
                    .hasMessageContaining("Broken pipe")
                    .hasRootCauseMessage("Broken pipe");
        }
    }

    @Test
    void aTargetThatCannotBeOpenedDisturbsNoServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {})) {
            assertThatThrownBy(() -> client.get(server.file("name"), directory.resolve("no/such/directory")))
                    .isInstanceOf(LocalContentException.class)
                    .hasMessageContaining("no/such/directory: no such file");
        }
    }

    @Test
    void anUnknownHostIsANetworkError() {
        assertThatThrownBy(() -> client.get(RemoteFile.of("no-such-host.invalid", "x"), directory.resolve("x")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("unknown host 'no-such-host.invalid'");
    }

    static Stream<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        }
    }
}
