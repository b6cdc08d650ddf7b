package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.ScriptedServer;
import io.tftp.client.SimpleServer;
import io.tftp.core.wire.Ack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a shell runs it: arguments in; files, two streams and an exit status out. */
class TftpMainTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int tftp(String... args) {
        return tftp(out, "", args);
    }

    private int tftp(OutputStream standardOutput, String standardInput, String... args) {
        ByteArrayInputStream in = new ByteArrayInputStream(standardInput.getBytes(UTF_8));
        PrintStream messages = new PrintStream(err, true, UTF_8);
        return TftpMain.run(new StandardStreams(in, standardOutput, messages, false), args);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    @Test
    void aFileIsGotIntoADirectoryUnderItsBaseName() throws Exception {
        try (SimpleServer server = serving("dir/name", "content")) {
            assertThat(tftp("get", at(server), "dir/name", directory.toString()))
                    .isZero();
        }
        assertThat(directory.resolve("name")).hasContent("content");
        assertThat(out.size()).isZero();
        assertThat(err()).startsWith("got dir/name: 7 bytes in ").endsWith(", no resends, no duplicates\n");
    }

    @Test
    void standardOutputGetsTheFilesBytesAndNothingElse() throws Exception {
        try (SimpleServer server = serving("name", "content")) {
            assertThat(tftp("get", "-v", at(server), "name", "-")).isZero();
        }
        assertThat(out.toString(UTF_8)).isEqualTo("content");
        assertThat(err()).contains(" > RRQ \"name\" octet tsize=0 ", " < DATA 1, 7 bytes\n", " > ACK 1\n");
    }

    // The kernel is asked to tell only where the JVM lets us (--add-opens), as it does in these tests; see
    // SocketInternals.
    @ParameterizedTest
    @ValueSource(strings = {"get", "put"})
    @EnabledOnOs(OS.LINUX)
    void aServerThatIsNotThereRefusesAtOnce(String command) throws Exception {
        Path local = Files.writeString(directory.resolve("name"), "content");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = InetAddress.getLoopbackAddress().getHostAddress();
        String host = address + ":" + port;
        assertThat(tftp(
                        command.equals("get")
                                ? new String[] {command, host, "name", local.toString()}
                                : new String[] {command, host, local.toString()}))
                .isEqualTo(7);
        assertThat(err())
                .isEqualTo("tftp: " + command + " " + host + "/name: connection refused: nothing listens on UDP port "
                        + port + " of " + address
                        + " (ICMP port unreachable); check that a TFTP server is running there"
                        + " and listens on that port (use --port for another port)\n");
        assertThat(local).hasContent("content");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerThatGoesAwayInTheMiddleIsARefusalToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            s.receive();
            s.hangUp();
        })) {
            String remote = server.host() + ":" + server.port();
            assertThat(tftp("get", "--no-options", "--timeout", "0.05", remote, "name", "-"))
                    .isEqualTo(7);
            assertThat(err())
                    .startsWith("tftp: get " + remote
                            + "/name: connection refused in the middle of the transfer: UDP port ")
                    .endsWith(" of " + server.host()
                            + " was closed (ICMP port unreachable); the server may have stopped: check its log\n");
        }
    }

    // client            server
    //   | ---- RRQ ------> |
    //   | <--- DATA 1 ---- |
    //   | ---- ACK 1 ----> |
    //   | <--- DATA 1 ---- |   again
    //   | <--- DATA 2 ---- |
    @Test
    void whatTheServerSentTwiceIsCounted() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendData(1, new byte[512]);
            assertThat(s.receive()).isEqualTo(new Ack(1));
            s.sendData(1, new byte[512]);
            s.sendData(2);
        })) {
            assertThat(tftp("get", server.host() + ":" + server.port(), "name", "-"))
                    .isZero();
        }
        assertThat(err()).endsWith(", 1 duplicate or out-of-order packet\n");
    }

    @Test
    void aUriIsGot() throws Exception {
        try (SimpleServer server = serving("/a b", "content")) {
            assertThat(tftp("get", "-q", "tftp://" + at(server) + "//a%20b;mode=netascii", "-"))
                    .isZero();
        }
        assertThat(out.toString(UTF_8)).isEqualTo("content");
        assertThat(err()).isEmpty();
    }

    @Test
    void aFileIsPutUnderItsBaseName() throws Exception {
        Path local = Files.writeString(directory.resolve("name"), "content");
        try (SimpleServer server = new SimpleServer()) {
            assertThat(tftp("put", server.host(), "--port", "" + server.port(), local.toString()))
                    .isZero();
            assertThat(server.files().get("name")).asString(UTF_8).isEqualTo("content");
        }
    }

    @Test
    void standardInputIsPut() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            assertThat(tftp(out, "content", "put", at(server), "-", "name")).isZero();
            assertThat(tftp(out, "more", "put", "tftp://" + at(server) + "/uri", "-"))
                    .isZero();
            assertThat(server.files().get("name")).asString(UTF_8).isEqualTo("content");
            assertThat(server.files().get("uri")).asString(UTF_8).isEqualTo("more");
        }
    }

    /** Servers drop the slash: every switch's configuration would replace the last one's, as a file called "backups". */
    @Test
    void aRemoteNameThatEndsInASlashIsADirectory() throws Exception {
        Path local = Files.writeString(directory.resolve("sw1.cfg"), "content");
        try (SimpleServer server = new SimpleServer()) {
            assertThat(tftp("put", at(server), local.toString(), "backups/")).isZero();
            assertThat(tftp("put", "tftp://" + at(server) + "/by/uri/;mode=octet", local.toString()))
                    .isZero();
            assertThat(tftp("put", at(server), local.toString(), "/")).isZero();
            assertThat(server.files().keySet())
                    .containsExactlyInAnyOrder("backups/sw1.cfg", "by/uri/sw1.cfg", "/sw1.cfg");
        }
    }

    @Test
    void whatHasNoNameGoesToNoDirectory() {
        assertThat(tftp("put", "host", "-", "backups/")).isEqualTo(2);
        assertThat(tftp("put", "tftp://host/backups/", "-")).isEqualTo(2);
        assertThat(tftp("get", "host", "dir/", "local")).isEqualTo(2);
        assertThat(tftp("get", "tftp://host/dir/", "-")).isEqualTo(2);
        assertThat(err().lines().filter(line -> !line.startsWith("Try")))
                .containsExactly(
                        "tftp put: standard input has no name: specify REMOTE",
                        "tftp put: standard input has no name: specify REMOTE",
                        "tftp get: 'dir/' is a directory: name a file in it",
                        "tftp get: 'dir/' is a directory: name a file in it");
    }

    @ParameterizedTest
    @CsvSource({"1, 68", "2, 69", "3, 70", "4, 71", "5, 72", "6, 73", "7, 74", "0, 1", "8, 1", "99, 1"})
    void theServersErrorsHaveTheirExitStatus(int code, int exitStatus) throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendError(code, "because\u001b[2J");
        })) {
            String remote = server.host() + ":" + server.port();
            assertThat(tftp("get", "--no-options", remote, "name", "-")).isEqualTo(exitStatus);
            assertThat(err()).isEqualTo("tftp: get " + remote + "/name: server says: because?[2J (" + code + ")\n");
        }
    }

    @Test
    void aWrongOptionAckHasItsExitStatusThoughTheServerIsSilentAfterwards() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendOptionAck("windowsize", "65");
            s.awaitRequest();
        })) {
            String remote = server.host() + ":" + server.port();
            assertThat(tftp("get", "--timeout", "0.05", "--retries", "0", "--windowsize", "4", remote, "name", "-"))
                    .isEqualTo(8);
            assertThat(err()).contains("option negotiation failed: server granted windowsize=65 where 4 was asked");
        }
    }

    @Test
    void theFirstWrongOptionAckIsTheCauseThoughTheServerSendsItAgain() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            s.sendOptionAck("windowsize", "65");
            s.receive();
            s.awaitRequest();
            s.sendOptionAck("windowsize", "65");
        })) {
            String remote = server.host() + ":" + server.port();
            assertThat(tftp("get", "--windowsize", "4", remote, "name", "-")).isEqualTo(8);
            assertThat(err())
                    .isEqualTo("tftp: get " + remote
                            + "/name: option negotiation failed: server granted windowsize=65 where 4 was asked;"
                            + " asked again without options, it sent an OACK all the same\n");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anIpv6AddressThatRefusesIsWrittenShort() throws Exception {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByAddress(loopback))) {
            port = free.getLocalPort();
        }
        assertThat(tftp("get", "[::1]:" + port, "name", "-")).isEqualTo(7);
        assertThat(err()).contains("nothing listens on UDP port " + port + " of ::1 (ICMP port unreachable)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLocalAddressThatIsNotThisHostsIsNamedAsTheCause() {
        assertThat(tftp("get", "--local-address", "192.0.2.254", "127.0.0.1:9", "name", "-"))
                .isEqualTo(7);
        assertThat(err()).contains("can't reach 127.0.0.1:9: can't bind the local address: ");
    }

    @Test
    void aFailedGetLeavesTheOldFileAndNoStray() throws Exception {
        Path local = Files.writeString(directory.resolve("local"), "old");
        try (SimpleServer server = new SimpleServer()) {
            assertThat(tftp("get", at(server), "missing", local.toString())).isEqualTo(68);
        }
        assertThat(local).hasContent("old");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(local);
        }
    }

    /** {@code cp} does the same: a file called "missing" is not what was meant. */
    @Test
    void aMissingDirectoryDoesNotBecomeAFile() throws Exception {
        try (SimpleServer server = serving("name", "content")) {
            assertThat(tftp("get", at(server), "name", directory + "/missing/")).isEqualTo(23);
        }
        assertThat(err()).contains("missing/name: no such file or directory");
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    /** As of an unset variable. */
    @Test
    void anEmptyLocalNameIsRefused() {
        assertThat(tftp("get", "host", "a", "")).isEqualTo(2);
        assertThat(tftp("get", "tftp://host/a", "")).isEqualTo(2);
        assertThat(tftp("put", "host", "", "a")).isEqualTo(2);
        assertThat(err().lines().filter(line -> line.endsWith(": LOCAL is empty")))
                .hasSize(3);
    }

    @Test
    void aSilentServerSaysWhatToLookAt() throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(s -> s.awaitRequest())) {
            String remote = server.host() + ":" + server.port();
            assertThat(tftp("get", "--timeout", "0.02", "--retries", "0", remote, "name", "-"))
                    .isEqualTo(28);
            assertThat(err())
                    .startsWith("tftp: get " + remote + "/name: no answer for ")
                    .contains(" s (" + remote + " was asked)")
                    .contains("check that a TFTP server is running there");
        }
    }

    /** As Ctrl-C does it; the thread's interrupt cancels too. */
    @Test
    void aCancelledTransferSaysWhatBecameOfTheFile() throws Exception {
        Path old = Files.writeString(directory.resolve("old"), "old");
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            asked.countDown();
        })) {
            Thread run = new Thread(
                    () -> tftp("get", server.host() + ":" + server.port(), "name", old.toString()), "interrupted");
            run.start();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            run.interrupt();
            run.join();
        }
        assertThat(err()).endsWith("/name: cancelled; " + old + " is unchanged\n");
    }

    @Test
    void aBrokenPipeIsAnError() throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (SimpleServer server = serving("name", "content")) {
            assertThat(tftp(broken, "", "get", at(server), "name", "-")).isEqualTo(23);
        }
        assertThat(err()).contains("Broken pipe");
    }

    @Test
    void localFilesThatDoNotOpenAreErrors() {
        assertThat(tftp("put", "127.0.0.1:9", directory.resolve("missing").toString()))
                .isEqualTo(26);
        assertThat(tftp("get", "127.0.0.1:9", "x", directory.resolve("no/where").toString()))
                .isEqualTo(23);
        assertThat(err()).contains("missing: no such file or directory", "no/where: no such file or directory");
    }

    @Test
    void anUnknownHostIsSaid() {
        assertThat(tftp("get", "no-such-host.invalid", "x", "-")).isEqualTo(6);
        assertThat(err()).isEqualTo("tftp: get no-such-host.invalid:69/x: unknown host 'no-such-host.invalid'\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fetch",
                "get",
                "get host",
                "get host a b c",
                "get tftp://host/a b c",
                "get tftp://host",
                "get host:0 a",
                "get host:1 a --port 2",
                "get host a --port x",
                "get host a --port 65536",
                "get host dir/",
                "get host a --blksize 7",
                "get host a --blksize 65465",
                "get host a --windowsize 0",
                "put host a --windowsize 32768",
                "get host a --timeout 0",
                "get host a --timeout 256",
                "get host a --timeout 0.0001",
                "get host a --no-options --blksize 512",
                "get host a --no-options --windowsize 4",
                "get host a -q -v",
                "get host a --timeout x",
                "get host a --retries 101",
                "get host a --mode mail",
                "get tftp://host/a;mode=octet --mode netascii",
                "get host a -4 -6",
                "get host a --unknown",
                "put host",
                "put host -",
                "put host a b c",
                "put tftp://host/a b c",
            })
    void wrongUsageIsTwoLinesAndStatusTwo(String arguments) {
        assertThat(tftp(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err().lines()).hasSize(2).element(1).asString().matches("Try 'tftp( get| put)? --help'\\.");
    }

    @Test
    void wrongUsageIsSaidInTheUsersWords() {
        assertThat(tftp("fetch", "host", "a")).isEqualTo(2);
        assertThat(tftp("get", "host", "a", "--blksize", "1k")).isEqualTo(2);
        assertThat(err())
                .contains(
                        "unknown command 'fetch': use get, put, bench or chaos",
                        "'--blksize': '1k' is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "get --help", "put --help"})
    void helpTellsTheExitStatus(String arguments) {
        assertThat(tftp(arguments.split(" "))).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: tftp", "Exit status:", "68   the server says: file not found");
        assertThat(err()).isEmpty();
    }

    @Test
    void helpSaysWhereTheCommandsOptionsAre() {
        assertThat(tftp("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("'tftp COMMAND --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "put", "bench"})
    void helpTellsHowTheWaitGrows(String command) {
        assertThat(tftp(command, "--help")).isZero();
        assertThat(out.toString(UTF_8).replaceAll("\\s+", " "))
                .contains("The wait doubles each time up to 5 s; a longer one stays the same."
                        + " A whole number is also requested from the server.");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(tftp("--version")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("tftp ");
    }

    private static SimpleServer serving(String name, String content) throws IOException {
        SimpleServer server = new SimpleServer();
        server.files().put(name, content.getBytes(UTF_8));
        return server;
    }

    private static String at(SimpleServer server) {
        return server.host() + ":" + server.port();
    }
}
