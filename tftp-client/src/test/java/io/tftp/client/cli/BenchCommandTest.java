package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.SimpleServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tftp bench} as a shell runs it. */
class BenchCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int bench(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "bench";
        System.arraycopy(args, 0, all, 1, args.length);
        PrintStream messages = new PrintStream(err, true, UTF_8);
        return TftpMain.run(new StandardStreams(InputStream.nullInputStream(), out, messages, false), all);
    }

    @Test
    void getsAreMeasured() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", new byte[1_000]);
            assertThat(bench("--clients", "2", "--transfers", "6", at(server), "name"))
                    .isZero();
        }
        assertThat(out.toString(UTF_8).lines())
                .anySatisfy(line -> assertThat(line).isEqualTo("transfers    6 ok, 0 failed"))
                .anySatisfy(line -> assertThat(line).startsWith("content      6,000 bytes in "))
                .anySatisfy(line -> assertThat(line).startsWith("latency      p50 "))
                .anySatisfy(line -> assertThat(line).startsWith("first DATA   p50 "))
                .anySatisfy(line -> assertThat(line).isEqualTo("agreed       blksize 512, windowsize 1"));
    }

    @Test
    void putsAreReadBackAndTheirFiguresAreJson() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            assertThat(bench(
                            "--upload",
                            "--read-back",
                            "--size",
                            "2K",
                            "--transfers",
                            "3",
                            "--json",
                            at(server),
                            "\"up\"-{n}"))
                    .isZero();
            assertThat(server.files().get("\"up\"-3")).hasSize(2_048);
            assertThat(out.toString(UTF_8))
                    .startsWith("{\"host\":\"" + server.host() + "\",\"port\":" + server.port()
                            + ",\"remote\":\"\\\"up\\\"-{n}\",\"direction\":\"put\",\"clients\":1,")
                    .contains(",\"ok\":3,\"failed\":0,\"failures\":{},\"bytes\":6144,")
                    .contains(",\"read_back\":{\"ok\":3,\"failed\":0,")
                    .endsWith("}}" + System.lineSeparator());
        }
    }

    @Test
    void someFailuresAreStatusOneAndNamed() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name-1", new byte[10]);
            server.files().put("name-2", new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
            assertThat(bench("--transfers", "3", at(server), "name-{n}")).isEqualTo(1);
        }
        assertThat(out.toString(UTF_8))
                .contains("1 ok, 2 failed")
                .contains("1: content differs")
                .contains("1: server says: no ?[31msuch file (1)")
                .contains("the first: transfer 2: content differs at byte 1");
    }

    @Test
    void theLineIsToldWithTheFigures() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("name", new byte[10]);
            bench("--duplicates", "5", "--loss", "1", "--no-coalescing", "--json", at(server), "name");
        }
        assertThat(out.toString(UTF_8))
                .contains(",\"loss_percent\":1.0,\"duplicates_percent\":5.0,\"coalescing\":false,");
    }

    @Test
    void withoutTheFileNothingIsMeasured() throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            assertThat(bench(at(server), "missing")).isEqualTo(68);
        }
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).startsWith("tftp: bench ").contains("/missing: server says: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost | missing argument: give HOST and REMOTE",
                "localhost name more | unexpected argument 'more'",
                "--clients 0 localhost name | clients must be 1 to 50000, not 0",
                "--clients 50001 localhost name | clients must be 1 to 50000, not 50001",
                "--transfers 0 localhost name | --transfers must be 1 to 1000000000, not 0",
                "--duration 0 localhost name | --duration must be 1 to 86400, not 0",
                "--duration 5 --transfers 5 localhost name | --transfers and --duration can't be combined",
                "--blksize 7 localhost name | block size 7 is not within 8..65464",
                "--windowsize 0 localhost name | window size 0 is not within 1..32767",
                "--windowsize 32768 localhost name | window size 32768 is not within 1..32767",
                "--timeout 0 localhost name | --timeout must be 0.001 to 255 seconds, not '0'",
                "--retries 101 localhost name | retries must be 0 to 100, not 101",
                "--loss 91 localhost name | --loss must be 0 to 90 percent, not '91'",
                "--duplicates -1 localhost name | --duplicates must be 0 to 90 percent, not '-1'",
                "--loss much localhost name | --loss must be 0 to 90 percent, not 'much'",
                "--size 5 localhost name | --size is for uploads: add --upload",
                "--read-back localhost name | --read-back is for uploads: add --upload",
                "--upload --size 2000G localhost {n} | --size must be 0 to 1024G, such as 64K or 1M, not '2000G'",
                "--upload --size -1 localhost {n} | --size must be 0 to 1024G, such as 64K or 1M, not '-1'",
                "--upload --clients 2 localhost name | each put needs a file of its own: the remote name must contain {n}",
                "-4 -6 localhost name | -4 and -6 can't be combined",
                "--port 69 localhost:70 name | the port is given twice: "
            })
    void whatMakesNoSenseIsRefused(String args, String message) {
        assertThat(bench(args.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("tftp bench: " + message)
                .endsWith("Try 'tftp bench --help'." + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @Test
    void textBecomesAJsonString() {
        assertThat(BenchJson.quoted("a\"b\\c\n\u0001ü")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001ü\"");
    }

    private static String at(SimpleServer server) {
        return server.host() + ":" + server.port();
    }
}
