package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.server.TransferRecord;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients of others get files from this suite's server, and put files to it. */
@ExtendWith(InteropReport.class)
@Execution(ExecutionMode.CONCURRENT)
class PeerClientsIT {

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    static Stream<Exchange> gets() {
        return PeerClientExchanges.all(Direction.PEER_GETS);
    }

    static Stream<Exchange> puts() {
        return PeerClientExchanges.all(Direction.PEER_PUTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void peerGetsWhatIsServed(Exchange exchange) throws Exception {
        Path original = Files.write(served.resolve("original"), exchange.content());
        try (OurServer server = OurServer.start(served, UploadPolicy.NONE, exchange)) {
            Path copy = local.resolve("copy");
            Command.Result result = run(true, exchange, server.address(), copy, "original");
            assertThat(result.exitCode()).as("%s: %s", exchange, result).isZero();
            Same.assertSame(PeerClientExchanges.atTheClient(exchange, original), copy);
            assertAgreed(exchange, server.nextEnded());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void serverKeepsWhatPeerPuts(Exchange exchange) throws Exception {
        Path original = Files.write(local.resolve("original"), exchange.content());
        try (OurServer server = OurServer.start(served, UploadPolicy.NEW, exchange)) {
            Path given = PeerClientExchanges.atTheClient(exchange, original);
            Command.Result result = run(false, exchange, server.address(), given, "copy");
            assertThat(result.exitCode()).as("%s: %s", exchange, result).isZero();
            // Some clients end before they have the last ACK; when the server has sent it, the file has its name.
            assertAgreed(exchange, server.nextEnded());
            Same.assertSame(original, served.resolve("copy"));
            assertThat(served).isDirectoryNotContaining("glob:**/.*");
        }
    }

    private Command.Result run(boolean get, Exchange exchange, InetSocketAddress server, Path file, String remote)
            throws IOException, InterruptedException {
        return Command.run(
                PeerClient.of(exchange.peer()).command(get, exchange.terms(), server, file.toString(), remote), local);
    }

    private static void assertAgreed(Exchange exchange, TransferRecord transfer) {
        assertThat(transfer.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(transfer.request().mode()).isEqualTo(exchange.terms().mode());
        assertThat(transfer.parameters().blockSizeBytes())
                .isEqualTo(exchange.terms().blockSizeBytes().orElse(TransferParameters.DEFAULT_BLOCK_SIZE_BYTES));
        assertThat(transfer.parameters().windowSize())
                .isEqualTo(exchange.terms().windowSize().orElse(1));
        if (exchange.terms().withoutOptions()) {
            assertThat(transfer.request().options().isEmpty()).isTrue();
        }
    }
}
