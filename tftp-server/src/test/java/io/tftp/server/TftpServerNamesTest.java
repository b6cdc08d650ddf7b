package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.ErrorPacket;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File names are bytes, and whoever sends them chooses which: there is an answer to each, and nothing else happens. */
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
@ExtendWith(LeakCheck.class)
class TftpServerNamesTest {

    private static final int RANDOM_NAMES = 300;

    @TempDir
    private Path root;

    private final ServerHarness harness;

    TftpServerNamesTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static byte[] request(int opcode, byte[] name) {
        ByteArrayOutputStream datagram = new ByteArrayOutputStream();
        datagram.write(0);
        datagram.write(opcode);
        datagram.writeBytes(name);
        datagram.writeBytes("\0octet\0".getBytes(StandardCharsets.US_ASCII));
        return datagram.toByteArray();
    }

    static Stream<byte[]> names() {
        return Stream.of(
                new byte[] {(byte) 0xFF, (byte) 0xFE},
                new byte[] {(byte) 0xC0, (byte) 0xAF}, // an overlong "/"
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // half a surrogate pair
                new byte[] {'a', (byte) 0x80, '/', 'b'},
                "\r\n\t\u001b[2J\u0007".getBytes(StandardCharsets.US_ASCII),
                "%s%n%x".getBytes(StandardCharsets.US_ASCII),
                "\u202e\ufeff\u0085".getBytes(StandardCharsets.UTF_8),
                "\ud83d\ude00".getBytes(StandardCharsets.UTF_8),
                "x".repeat(500).getBytes(StandardCharsets.US_ASCII),
                ("x/".repeat(249) + "x").getBytes(StandardCharsets.US_ASCII),
                "\u00e9".repeat(250).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameOfAnyBytesIsNotFound(byte[] name) throws Exception {
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(request(1, name));
        ErrorPacket error = peer.receive(ErrorPacket.class);
        assertThat(error.code().value()).isEqualTo(1);
        assertThat(error.message()).isEqualTo("file not found");
    }

    /** Whoever copies into a directory that isn't there mustn't get a file of its name, and not the place of one either. */
    @ParameterizedTest
    @ValueSource(strings = {"file/", "file\\", "new/"})
    void aNameThatEndsInASeparatorIsADirectorysAndDenied(String name) throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.REPLACE);
        for (int opcode : new int[] {1, 2}) {
            Peer peer = harness.peer();
            peer.request(request(opcode, name.getBytes(StandardCharsets.US_ASCII)));
            assertThat(peer.receiveError()).isEqualTo(2);
        }
        assertThat(root.toFile().list()).containsExactly("file");
    }

    /** A NUL ends the name; what follows is the mode then. */
    @Test
    void aNulEndsTheName() throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(request(1, "file\0.txt".getBytes(StandardCharsets.US_ASCII)));
        assertThat(peer.receiveError()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void randomBytesGetAnAnswerEachAndNothingElseHappens(int opcode) throws Exception {
        ServerHarness.file(root, "file", 10);
        harness.serve(root, UploadPolicy.NONE);
        Random random = new Random(7);
        Peer peer = harness.peer();
        for (int i = 0; i < RANDOM_NAMES; i++) {
            byte[] name = new byte[1 + random.nextInt(500)];
            random.nextBytes(name);
            peer.request(request(opcode, name));
            assertThat(peer.receive(ErrorPacket.class).code().value())
                    .as("name %d", i)
                    .isIn(1, 2, 4);
        }
        assertThat(harness.peer().get("file")).hasSize(10);
        assertThat(root.toFile().list()).containsExactly("file");
    }

    // anybody           server
    //   | -- anything ---> |  that is no request: DATA, ACK, ERROR, OACK, unknown, too short
    //   |                  |  nothing
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\3\0\1x",
                "\0\4\0\1",
                "\0\5\0\1error\0",
                "\0\6tsize\0000\0",
                "\0\7",
                "\1\1file\0octet\0"
            })
    void whatIsNoRequestGetsNoAnswer(String datagram) throws Exception {
        harness.serve(root, UploadPolicy.NONE);
        Peer peer = harness.peer();
        peer.request(datagram.getBytes(StandardCharsets.ISO_8859_1));
        peer.expectSilence();
        assertThat(harness.refusals).isEmpty();
    }
}
