package io.tftp.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.content.BlockSource;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts to a server that plays a script, over real sockets. */
class ClientPutTest {

    @TempDir
    Path directory;

    private final TftpClient client =
            TftpClient.builder().blockSize(600).windowSize(4).build();

    @AfterEach
    void close() {
        client.close();
    }

    // client  WRQ tsize=700 ..  ->   <- OACK blksize=600
    //         DATA 1 (600) ->        <- ACK 1
    //         DATA 2 (100) ->        <- ACK 2
    @Test
    void aFileIsSentWithItsSize() throws Exception {
        Path local = Files.write(directory.resolve("local"), new byte[700]);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            assertThat(s.awaitRequest())
                    .isEqualTo(new WriteRequest(
                            "remote",
                            TransferMode.OCTET,
                            Options.of("tsize", "700", "blksize", "600", "windowsize", "4", "timeout", "1")));
            s.sendOptionAck("blksize", "600");
            assertThat(payload(s)).hasSize(600);
            s.sendAck(1);
            assertThat(payload(s)).hasSize(100);
            s.sendAck(2);
        })) {
            assertThat(client.put(local, server.file("remote")).bytes()).isEqualTo(700);
        }
    }

    // client  WRQ ..        ->   <- OACK blksize=600
    //         DATA 1 (600)  ->        here the file is overwritten, and gets its old time back; <- ACK 1
    //         DATA 2, 3, .. ->        <- ACK 2, 3, ..
    //         ERROR 0       ->
    @Test
    void aFileThatChangesWhileItIsPutFailsThePut() throws Exception {
        Path local = Files.write(directory.resolve("local"), new byte[30_000]);
        FileTime written = Files.getLastModifiedTime(local);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendOptionAck("blksize", "600");
            Packet packet = s.receive();
            byte[] other = new byte[30_000];
            Arrays.fill(other, (byte) 'x');
            Files.write(local, other);
            Files.setLastModifiedTime(local, written);
            while (packet instanceof Data data) {
                assertThat(data.payload().remaining()).as("not the last block").isEqualTo(600);
                s.sendAck(data.block());
                packet = s.receive();
            }
            assertThat(packet).isInstanceOf(ErrorPacket.class).asString().contains("file changed while it was sent");
        })) {
            assertThatThrownBy(() -> client.put(local, server.file("remote")))
                    .isInstanceOf(LocalContentException.class)
                    .hasMessageContaining("the file changed while it was sent");
        }
    }

    /** A server that grants whatever is asked, which is more than can be held in memory if both are the largest. */
    @Test
    void theLargestBlocksInTheLargestWindowAreAskedWithinReason() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
                    WriteRequest request = (WriteRequest) s.awaitRequest();
                    int window = Integer.parseInt(
                            request.options().value("windowsize").orElseThrow());
                    assertThat(window).isBetween(64, 2000);
                    s.sendOptionAck("blksize", "65464", "windowsize", Integer.toString(window));
                    assertThat(payload(s)).hasSize(5);
                    s.sendAck(1);
                });
                TftpClient greedy = TftpClient.builder()
                        .blockSize(65_464)
                        .windowSize(32_767)
                        .build()) {
            assertThat(greedy.put(stream("whole"), OptionalLong.empty(), server.file("remote"))
                            .bytes())
                    .isEqualTo(5);
        }
    }

    @Test
    void streamsAndChannelsAreReadToTheirEndOrToTheirSize() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            client.put(stream("whole"), OptionalLong.empty(), RemoteFile.of(server.host(), server.port(), "a"));
            client.put(stream("whole"), OptionalLong.of(3), RemoteFile.of(server.host(), server.port(), "b"));
            client.put(
                    Channels.newChannel(stream("whole")),
                    OptionalLong.empty(),
                    RemoteFile.of(server.host(), server.port(), "c"));
            assertThat(server.files().get("a")).asString(UTF_8).isEqualTo("whole");
            assertThat(server.files().get("b")).asString(UTF_8).isEqualTo("who");
            assertThat(server.files().get("c")).asString(UTF_8).isEqualTo("whole");
        }
    }

    @Test
    void localTextBecomesNetascii() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            RemoteFile remote = RemoteFile.of(server.host(), server.port(), "text");
            client.put(stream("one\ntwo\r"), OptionalLong.empty(), remote.withMode(TransferMode.NETASCII));
            assertThat(server.files().get("text")).asString(UTF_8).isEqualTo("one\r\ntwo\r\0");
        }
    }

    @Test
    void aPutAnsweredByDataIsAViolation() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[10]);
            assertThat(s.receive()).isInstanceOf(ErrorPacket.class);
        })) {
            assertThatThrownBy(() -> client.put(stream("x"), OptionalLong.empty(), server.file("name")))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("instead of an acknowledgment");
        }
    }

    @Test
    void aLastBlockThatIsNotConfirmedIsAFailure() throws Exception {
        try (TftpClient hasty = TftpClient.builder()
                        .timeout(Duration.ofMillis(20))
                        .retries(1)
                        .noOptions()
                        .build();
                ScriptedServer server = ScriptedServer.playing(s -> {
                    s.awaitRequest();
                    s.sendAck(0);
                    assertThat(payload(s)).hasSize(1);
                    s.hangUp();
                })) {
            assertThatThrownBy(() -> hasty.put(stream("x"), OptionalLong.empty(), server.file("name")))
                    .isInstanceOf(TransferUnconfirmedException.class);
        }
    }

    @Test
    void aSourceThatFailsTellsTheServerAndTheCaller() throws Exception {
        TransferSource broken = () -> new BlockSource() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                throw new IOException("bad sector");
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.empty();
            }

            @Override
            public void close() {}
        };
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendAck(0);
            assertThat(s.receive()).isInstanceOf(ErrorPacket.class);
        })) {
            assertThatThrownBy(() -> client.startPut(broken, server.file("name"), TransferObserver.NONE)
                            .await())
                    .isInstanceOf(LocalContentException.class)
                    .hasMessageContaining("bad sector");
        }
    }

    @Test
    void aMissingFileDisturbsNoServer() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {})) {
            assertThatThrownBy(() -> client.put(directory.resolve("missing"), server.file("name")))
                    .isInstanceOf(LocalContentException.class)
                    .hasMessageEndingWith("missing: no such file or directory");
        }
    }

    private static byte[] payload(ScriptedServer server) throws Exception {
        Data data = (Data) server.receive();
        byte[] bytes = new byte[data.payload().remaining()];
        data.payload().get(bytes);
        return bytes;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
