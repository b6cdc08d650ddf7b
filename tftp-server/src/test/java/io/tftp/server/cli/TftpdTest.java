package io.tftp.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.server.LeakCheck;
import io.tftp.server.Peer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakCheck.class)
class TftpdTest {

    private static final Pattern PORT = Pattern.compile("on 127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private Path root;

    private final TftpdRun run = new TftpdRun();

    @AfterEach
    void stop() throws Exception {
        run.stopAndExitCode();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
            --port 70000 DIR                   => --port must be 0 to 65535
            --port x DIR                       => '--port': 'x' is not a whole number
            --max-blksize 1K DIR               => '--max-blksize': '1K' is not a whole number
            --port-range 9:5 DIR               => '--port-range'
            --port-range 0:0 DIR               => '--port-range'
            --port-range 5 DIR                 => '--port-range'
            --address localhost DIR            => '--address' (ADDR): 'localhost' is not an IPv4 or IPv6 address
            --address 127.0.0.0/8 DIR          => '--address'
            --address 127.1 DIR                => '--address'
            --single-port-for 10.0.0.0/33 DIR  => '--single-port-for' (NET): '10.0.0.0/33' is not a network
            --single-port-for host DIR         => '--single-port-for'
            --single-port --single-port-for ::1 DIR => --single-port applies to all clients
            --single-port --port-range 5:9 DIR => --single-port uses no other ports and can't be combined with --port-range
            --uploads always DIR               => '--uploads': must be none, new or replace, not 'always'
            --max-blksize 7 DIR                => --max-blksize must be 8 to 65464
            --max-windowsize 0 DIR             => --max-windowsize must be 1 to 32767
            --max-windowsize 32768 DIR         => --max-windowsize must be 1 to 32767
            --max-window-bytes 4G DIR          => --max-window-bytes must be 1 to
            --max-upload-size 5X DIR           => '--max-upload-size'
            --max-upload-size 5M DIR           => --max-upload-size has no effect without --uploads
            --upload-quota 5M DIR              => --upload-quota has no effect without --uploads
            --max-transfers 0 DIR              => --max-transfers must be 1 to 1000000
            --max-client-transfers -1 DIR      => --max-client-transfers must be 0 to 1000000
            --max-client-requests x DIR        => '--max-client-requests': 'x' is not a whole number
            --max-rate fast DIR                => '--max-rate'
            --max-window-memory 0 DIR          => --max-window-memory must be 1 or more, not 0
            --max-transfer-time 0 DIR          => --max-transfer-time must be 1 to 31536000 seconds
            --over-limit never DIR             => '--over-limit': must be silence or error, not 'never'
            --deny-read 10.0.0/8 DIR           => '--deny-read' (NET): '10.0.0/8' is not a network
            --allow-read 10.0.0.0/8 DIR        => to allow only these, add --deny-read all
            --deny-write all --allow-write ::/0 DIR => add --deny-write all
            --timeout 0 DIR                    => --timeout must be 0.001 to 255 seconds
            --timeout -1 DIR                   => '--timeout'
            --retries 101 DIR                  => --retries must be 0 to 100
            --grace 86401 DIR                  => --grace must be 0 to 86400 seconds
            --verbose --quiet DIR              => --verbose and --quiet
            --adress ::1 DIR                   => Possible solutions: --address
            --port 0                           => DIRECTORY
            DIR second                         => only one DIRECTORY can be served; unexpected argument 'second'
            """)
    void aWrongCommandLineIsNamed(String commandLine, String complaint) {
        assertThat(run.exitCode(commandLine.split(" "))).isEqualTo(2);
        assertThat(run.err()).startsWith("tftpd: ").contains(complaint).contains("tftpd --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongVariableIsNamed() {
        TftpdRun wrong = new TftpdRun(Map.of("TFTPD_MAX_TRANSFERS", "0", "TFTPD_PORT", "0"));
        assertThat(wrong.exitCode(root.toString())).isEqualTo(2);
        assertThat(wrong.err())
                .isEqualToNormalizingNewlines(
                        "tftpd: TFTPD_MAX_TRANSFERS must be 1 to 1000000, not 0\nTry 'tftpd --help'.\n");
    }

    @Test
    void theEnvironmentSetsWhatTheCommandLineDoesNot() throws Exception {
        Files.writeString(root.resolve("file"), "content");
        TftpdRun variables = new TftpdRun(Map.of(
                "TFTPD_ADDRESS",
                "127.0.0.1",
                "TFTPD_PORT",
                "70000",
                "TFTPD_DENY_WRITE",
                "all",
                "TFTPD_DIRECTORY",
                root.toString(),
                "TFTPD_DENY_WRITES",
                "all"));
        variables.start("--port", "0", "--uploads", "new");
        await().until(() -> PORT.matcher(variables.err()).find());
        Matcher port = PORT.matcher(variables.err());
        assertThat(port.find()).isTrue();
        try (Peer peer =
                new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))))) {
            assertThat(peer.get("file")).asString(UTF_8).isEqualTo("content");
            peer.request(Peer.write("new"));
            assertThat(peer.receiveError()).isEqualTo(2);
        }
        assertThat(variables.stopAndExitCode()).isZero();
        assertThat(variables.err()).contains("WARN  ignored unknown settings: TFTPD_DENY_WRITES");
    }

    /** As of an unset variable: it must not mean the current directory. */
    @Test
    void anEmptyDirectoryIsRefused() {
        assertThat(run.exitCode("--address", "127.0.0.1", "--port", "0", "")).isEqualTo(2);
        assertThat(run.err()).contains("DIRECTORY is empty");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(run.exitCode("--help")).isZero();
        assertThat(run.out()).contains("Usage: tftpd [options] DIRECTORY", "Exit codes:", "Examples:");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(run.exitCode("--version")).isZero();
        assertThat(run.out()).contains("tftpd ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeServedIsNamed() throws IOException {
        Path missing = root.resolve("missing");
        assertThat(run.exitCode(missing.toString())).isEqualTo(1);
        assertThat(run.err()).contains("tftpd: can't serve " + missing + ": there is no such directory");
        Path file = Files.createFile(root.resolve("file"));
        assertThat(run.exitCode(file.toString())).isEqualTo(1);
        assertThat(run.err()).contains("tftpd: " + file + " is not a directory");
    }

    @Test
    void anOptionsValueMayFollowAnEqualsSign() throws Exception {
        try (Peer peer = new Peer(start("--uploads=new", "--max-upload-size=1K", "--port-range=20000:65535"))) {
            peer.request(Peer.write("large", "tsize", "1025"));
            assertThat(peer.receiveError()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--single-port, true",
        "--single-port-for ::1 --single-port-for 127.0.0.0/8, true",
        "--single-port-for 192.0.2.0/24, false"
    })
    void theAnswerComesFromThePortForRequestsWhereThatIsWanted(String options, boolean same) throws Exception {
        Files.writeString(root.resolve("file"), "content");
        InetSocketAddress address = start(options.split(" "));
        try (Peer peer = new Peer(address)) {
            assertThat(peer.get("file")).asString(UTF_8).isEqualTo("content");
            assertThat(peer.latestSender().equals(address)).isEqualTo(same);
        }
    }

    @Test
    void aPortInUseIsSaidWithAdvice() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(run.exitCode("--address", "127.0.0.1", "--port", port, root.toString()))
                    .isEqualTo(1);
            assertThat(run.err())
                    .contains("tftpd: can't bind port " + port + " on 127.0.0.1: another program is using it")
                    .contains("--port");
        }
    }

    @Test
    void aForeignAddressIsSaid() {
        assertThat(run.exitCode("--address", "192.0.2.254", "--port", "0", root.toString()))
                .isEqualTo(1);
        assertThat(run.err()).contains("on 192.0.2.254: not an address of this host");
    }

    @Test
    void eachTransferIsALine() throws Exception {
        Files.writeString(root.resolve("hello"), "x".repeat(600));
        try (Peer peer = new Peer(start("--uploads", "new"))) {
            peer.get("hello");
            String client = "127.0.0.1:" + peer.port();
            logs("INFO  sent hello to " + client + ": 600 bytes in \\d\\.\\d{3} s \\(.* [kM]B/s\\), blksize 512,"
                    + " windowsize 1, 0 resends");
            peer.request(Peer.write("up load"));
            peer.receive(Ack.class);
            peer.reply(Peer.data(1, 1));
            peer.receive(Ack.class);
            logs("INFO  received \"up load\" from " + client + ": 1 byte in .*");
            peer.request(Peer.read("hello", "tsize", "0"));
            peer.receive(OptionAck.class);
            peer.reply(ErrorPacket.of(ErrorCode.OPTION_NEGOTIATION_FAILED, "User aborted"));
            logs("INFO  probed hello for " + client + ": .*\"User aborted\".*");
            peer.request(Peer.read("hello"));
            peer.receive(Data.class);
            peer.reply(ErrorPacket.of(ErrorCode.NOT_DEFINED, "TFTP Aborted"));
            logs("WARN  failed to send hello to " + client + ": the client aborted with error 0 \"TFTP Aborted\"; .*");
            peer.request(Peer.read("nosuch"));
            peer.receiveError();
            logs("INFO  refused to send nosuch to " + client + ": file not found \\(error 1\\)");
            peer.request(Peer.read("../x"));
            peer.receiveError();
            logs("INFO  refused to send ../x to " + client
                    + ": access denied \\(error 2\\), outside the served directory");
        }
        assertThat(run.stopAndExitCode()).isZero();
        logs("INFO  stopped: sent 1 file \\(600 bytes\\), received 1 file \\(1 byte\\), 1 failed, 2 refused");
    }

    @Test
    void whyAnUploadFailedIsSaidOnceAndInWords() throws Exception {
        try (Peer peer = new Peer(start("--uploads", "new", "--max-upload-size", "600"))) {
            peer.request(Peer.write("large"));
            peer.receive(Ack.class);
            peer.reply(Peer.data(1, 512));
            peer.receive(Ack.class);
            peer.reply(Peer.data(2, 512));
            peer.receiveError();
            logs("WARN  failed to receive large from .*: the content is larger than the limit of 600 bytes; .*");
            peer.request(Peer.write("new"));
            peer.receive(Ack.class);
            Files.createFile(root.resolve("new"));
            peer.reply(Peer.data(1, 1));
            peer.receiveError();
            logs("WARN  failed to receive new from .*: file already exists; .*");
        }
    }

    @Test
    void whatClientsSendNeverMakesALineOfItsOwn() throws Exception {
        try (Peer peer = new Peer(start("--verbose"))) {
            peer.request(Peer.read("x\n2026-11-20T10:00:00.123 INFO  sent all\u001b[2J\u202e"));
            peer.receiveError();
            logs("DEBUG .* asks to read \"x\\\\x0a2026.* sent all\\\\x1b\\[2J\\\\u\\{202e}\", octet");
            logs("INFO  refused to send .*");
        }
        run.stopAndExitCode();
        assertThat(run.err()).doesNotContain("\u001b", "\u202e");
        assertThat(run.err().lines()).allMatch(line -> line.matches("[-\\d]+T[:.\\d]+ (DEBUG|INFO ) .*"));
    }

    @Test
    void quietSaysNothingOfWhatGoesWell() throws Exception {
        Files.writeString(root.resolve("hello"), "hello");
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = free.getLocalPort();
        }
        run.start("-q", "--address", "127.0.0.1", "--port", String.valueOf(port), root.toString());
        await().ignoreExceptions().untilAsserted(() -> {
            try (Peer peer = new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertThat(peer.get("hello")).hasSize(5);
            }
        });
        assertThat(run.stopAndExitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    /** Whoever sends them, and be it under a forged address: the first have a line, the rest a count. */
    @Test
    void aFloodOfMissesIsNotOneOfLines() throws Exception {
        try (Peer peer = new Peer(start())) {
            for (int i = 0; i < 100; i++) {
                peer.request(Peer.read("nosuch" + i));
                assertThat(peer.receiveError()).isEqualTo(1);
            }
        }
        assertThat(run.stopAndExitCode()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("refused to send")))
                .hasSize(60);
        logs("WARN  127.0.0.1: 40 more failed requests in the last minute \\(file not found 40\\)");
        logs("INFO  stopped: .* 100 refused");
    }

    @Test
    void aLineIsNeverLongerThan2048Characters() throws Exception {
        Files.writeString(root.resolve("hello"), "x".repeat(600));
        try (Peer peer = new Peer(start("--verbose"))) {
            String words = "\u0001".repeat(40_000);
            peer.request(Peer.read("hello", "option", "\u0002".repeat(1500)));
            peer.receive(Data.class);
            peer.reply(new ErrorPacket(ErrorCode.NOT_DEFINED, words));
            logs("WARN  failed to send hello to .*: the client aborted with error 0 .*");
        }
        assertThat(run.stopAndExitCode()).isZero();
        assertThat(run.err().lines()).allMatch(line -> line.length() <= 2048);
    }

    @Test
    void whatIsOverALimitIsSaidOnceAndCountedAtTheEnd() throws Exception {
        Files.writeString(root.resolve("hello"), "hello");
        try (Peer peer = new Peer(start("--deny-write", "all", "--deny-read", "127.0.0.0/8"))) {
            for (int i = 0; i < 3; i++) {
                peer.request(Peer.read("hello"));
                assertThat(peer.receiveError()).isEqualTo(2);
            }
            peer.request(Peer.write("new"));
            assertThat(peer.receiveError()).isEqualTo(2);
            logs("WARN  access denied by --deny-read or --deny-write: 127.0.0.1:" + peer.port());
        }
        assertThat(run.stopAndExitCode()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("WARN"))).hasSize(1);
        logs("INFO  stopped: sent 0 files .*, 0 failed, 0 refused, 4 denied");
    }

    @Test
    void limitsAreTheOptions() throws Exception {
        Files.writeString(root.resolve("hello"), "x".repeat(600));
        InetSocketAddress address = start(
                "--limit-loopback",
                "--max-client-transfers",
                "1",
                "--over-limit",
                "error",
                "--uploads",
                "new",
                "--upload-quota",
                "1000");
        try (Peer first = new Peer(address);
                Peer second = new Peer(address)) {
            first.request(Peer.read("hello"));
            first.receive(Data.class);
            first.reply(new Ack(1)); // or else it would make room
            first.receive(Data.class);
            second.request(Peer.read("hello"));
            assertThat(second.receive(ErrorPacket.class).message()).isEqualTo("too many transfers");
            first.request(Peer.write("new", "tsize", "401"));
            Packet answer = first.receive();
            while (answer instanceof Data) { // a resend may come before it
                answer = first.receive();
            }
            assertThat(answer)
                    .isEqualTo(ErrorPacket.of(
                            ErrorCode.DISK_FULL, "not enough room left in the server's quota for uploads"));
            logs(
                    "WARN  limit reached, 1 transfer at once per client \\(raise it with --max-client-transfers\\): 127.0.0.1:"
                            + second.port());
            logs("INFO  refused to receive new from 127.0.0.1:" + first.port()
                    + ": not enough room left in the server's"
                    + " quota for uploads \\(error 3\\), quota 1,000 bytes: 600 stored, 0 in uploads under way, 401 more"
                    + " needed; .*");
        }
    }

    @Test
    void aReportHasALineForTheWholeAndOneForEachTransfer() throws Exception {
        Files.writeString(root.resolve("a\u202eb"), "x".repeat(2048));
        InetSocketAddress address = start("--uploads", "new");
        try (Peer reader = new Peer(address);
                Peer writer = new Peer(address)) {
            reader.request(Peer.read("a\u202eb"));
            reader.receive(Data.class);
            reader.reply(new Ack(1));
            reader.receive(Data.class);
            writer.request(Peer.write("up", "blksize", "1024"));
            writer.receive(OptionAck.class);
            run.report();
            logs("INFO  state: up \\S+ s, on 127.0.0.1:" + address.getPort()
                    + ", 2 transfers under way; sent 0 files .*");
            logs(
                    "INFO  state: sends \"a\\\\u\\{202e}b\" to 127.0.0.1:" + reader.port()
                            + ": 512 of 2,048 bytes \\(25 %\\), blksize 512, windowsize 1, \\d resends?, for \\S+ s, last heard \\S+ s ago");
            logs("INFO  state: receives up from 127.0.0.1:" + writer.port()
                    + ": 0 bytes, blksize 1024, windowsize 1, \\d resends?, for \\S+ s, never heard from");
        }
    }

    @Test
    void leftoversOfACrashAreRemoved() throws Exception {
        Path leftover = Files.createFile(root.resolve(".tftp-0123abcd-0123456789abcdef.part"));
        start("--uploads", "replace");
        logs("INFO  removed 1 unfinished upload from an earlier run");
        assertThat(leftover).doesNotExist();
    }

    /** Starts serving on a free port of the loopback interface. */
    private InetSocketAddress start(String... options) {
        String[] args = new String[options.length + 5];
        System.arraycopy(options, 0, args, 0, options.length);
        System.arraycopy(
                new String[] {"--address", "127.0.0.1", "--port", "0", root.toString()}, 0, args, options.length, 5);
        run.start(args);
        await().until(() -> PORT.matcher(run.err()).find());
        Matcher port = PORT.matcher(run.err());
        assertThat(port.find()).isTrue();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
    }

    private void logs(String pattern) {
        Pattern line = Pattern.compile("(?m)^\\S+ " + pattern + "$");
        await().untilAsserted(() -> assertThat(run.err()).containsPattern(line));
        assertThat(run.err().getBytes(UTF_8)).isNotEmpty();
    }
}
