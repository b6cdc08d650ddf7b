package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.client.SimpleServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tftp chaos} as a shell runs it. */
class ChaosCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int tftp(String... args) {
        return TftpMain.run(
                new StandardStreams(InputStream.nullInputStream(), out, new PrintStream(err, true, UTF_8), false),
                args);
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatItDidIsToldAtItsEnd() throws Exception {
        String at = "127.0.0.1:" + freePort();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", new byte[1_000]);
            Thread chaos = new Thread(() -> status.complete(tftp(
                    "chaos", "--listen", at, "--to", server.host() + ":" + server.port(), "--delay", "0.5", "-v")));
            chaos.start();
            await().until(() -> err.toString(UTF_8).contains("between " + at));
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            int get = TftpMain.run(
                    new StandardStreams(InputStream.nullInputStream(), got, new PrintStream(err, true, UTF_8), false),
                    "get",
                    at,
                    "name",
                    "-");
            assertThat(get).isZero();
            assertThat(got.size()).isEqualTo(1_000);
            // The last ACK is on its way through the proxy when the client is done.
            await().until(() -> out.toString(UTF_8).contains("ACK 2: delayed"));
            chaos.interrupt();
            chaos.join();
        }
        assertThat(status.join()).isZero();
        assertThat(out.toString(UTF_8).lines())
                .anySatisfy(line ->
                        assertThat(line).matches("\\d\\.\\d{6} #1 > 1 RRQ \"name\" octet .*: delayed by 0\\.5 ms"))
                .anySatisfy(
                        line -> assertThat(line).matches("\\d\\.\\d{6} #1 < 1 DATA 1, 512 bytes: delayed by 0\\.5 ms"))
                .anySatisfy(line -> assertThat(line).isEqualTo("client ports 1; 0 packets from further ports dropped"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("to server    3 packets: 3 passed, 0 dropped, 0 duplicated, 0 reordered, 3 delayed,"
                                + " 0 corrupted, 0 dropped at a full queue, 0 dropped for lack of memory"))
                .anySatisfy(line -> assertThat(line).startsWith("to client    2 packets: 2 passed, 0 dropped, "));
    }

    @Test
    void itEndsAfterItsTimeAndOneDirectionCanBeLeftAlone() throws Exception {
        int port = freePort();
        assertThat(tftp(
                        "chaos",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--to",
                        "127.0.0.1:9",
                        "--duration",
                        "1",
                        "--only",
                        "to-client"))
                .isZero();
        assertThat(out.toString(UTF_8)).startsWith("client ports 0; ");
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + other.getLocalPort();
            assertThat(tftp("chaos", "--listen", at, "--to", "127.0.0.1")).isEqualTo(1);
            assertThat(err.toString(UTF_8)).startsWith("tftp: chaos: can't listen on " + at + ": ");
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThat(tftp("chaos", "--listen", "127.0.0.1:6970", "--to", "no-such-host.invalid"))
                .isEqualTo(6);
        assertThat(err.toString(UTF_8)).startsWith("tftp: chaos: unknown host: no-such-host.invalid");
    }

    @Test
    void helpTellsOfIt() {
        assertThat(tftp("chaos", "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("--corrupt", "--seed", "tftp chaos [OPTION]... --listen");
        out.reset();
        assertThat(tftp("--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("chaos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen 6970 | --listen and --to are required",
                "--to localhost | --listen and --to are required",
                "--listen 6970 --to localhost more | unexpected argument 'more'",
                "--listen 0 --to localhost | port '0' is not a number from 1 to 65535",
                "--listen 65536 --to localhost | port '65536' is not a number from 1 to 65535",
                "--listen 123456789012 --to localhost | port '123456789012' is not a number from 1 to 65535",
                "--listen localhost --to localhost | --listen needs a port: localhost",
                "--listen 6970 --to localhost --loss 101 | --loss must be 0 to 100 percent, not '101'",
                "--listen 6970 --to localhost --loss much | --loss must be 0 to 100 percent, not 'much'",
                "--listen 6970 --to localhost --dup -1 | --dup must be 0 to 100 percent, not '-1'",
                "--listen 6970 --to localhost --reorder x | --reorder must be 0 to 100 percent, not 'x'",
                "--listen 6970 --to localhost --corrupt x | --corrupt must be 0 to 100 percent, not 'x'",
                "--listen 6970 --to localhost --delay 60001 | --delay must be 0 to 60000 milliseconds, not '60001'",
                "--listen 6970 --to localhost --jitter -1 | --jitter must be 0 to 60000 milliseconds, not '-1'",
                "--listen 6970 --to localhost --late soon | --late must be 0 to 60000 milliseconds, not 'soon'",
                "--listen 6970 --to localhost --rate 0 | --rate must be 1 to 1024G, such as 64K or 1M, not '0'",
                "--listen 6970 --to localhost --rate 9T | --rate must be 1 to 1024G, such as 64K or 1M, not '9T'",
                "--listen 6970 --to localhost --queue 8 | --queue needs --rate",
                "--listen 6970 --to localhost --rate 1M --queue 0 | --queue must be 1 to 1000000, not 0",
                "--listen 6970 --to localhost --by 3 | --by needs --reorder",
                "--listen 6970 --to localhost --reorder 5 --by 0 | --by must be 1 to 1000, not 0",
                "--listen 6970 --to localhost --only both | --only must be to-server or to-client, not 'both'",
                "--listen 6970 --to localhost --duration 0 | --duration must be 1 to 86400, not 0",
                "--listen 6970 --to localhost -4 -6 | -4 and -6 can't be combined",
                "--listen 127.0.0.1:6970 --to 127.0.0.1:6970 | the proxy can't be its own server: 127.0.0.1:6970"
            })
    void whatMakesNoSenseIsRefused(String args, String message) {
        assertThat(tftp(("chaos " + args).split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("tftp chaos: " + message)
                .endsWith("Try 'tftp chaos --help'." + System.lineSeparator());
        assertThat(out.size()).isZero();
    }
}
