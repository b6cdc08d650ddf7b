package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.TftpClient;
import io.tftp.client.TransferResult;
import io.tftp.core.options.TransferParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This suite's client gets files from the servers of others, and puts files there. */
@ExtendWith(InteropReport.class)
@Execution(ExecutionMode.CONCURRENT)
class PeerServersIT {

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    static Stream<Exchange> gets() {
        return PeerServerExchanges.all(Direction.WE_GET);
    }

    static Stream<Exchange> puts() {
        return PeerServerExchanges.all(Direction.WE_PUT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void weGetWhatThePeerServes(Exchange exchange) throws Exception {
        Path original = Files.write(served.resolve("original"), exchange.content());
        Path copy = local.resolve("copy");
        try (ServerProcess server = PeerServer.of(exchange.peer()).serve(exchange, served);
                TftpClient client = OurClient.with(exchange.terms())) {
            TransferResult result = client.get(OurClient.remote(server, "original"), copy);
            Same.assertSame(PeerServerExchanges.atOurEnd(exchange, original), copy);
            assertAgreed(exchange, result);
            if (result.parameters().transferSizeBytes().isPresent()
                    && !exchange.terms().isNetascii()) {
                assertThat(result.parameters().transferSizeBytes()).hasValue(Files.size(original));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void peerKeepsWhatWePut(Exchange exchange) throws Exception {
        Path original = Files.write(local.resolve("original"), exchange.content());
        try (ServerProcess server = PeerServer.of(exchange.peer()).serve(exchange, served);
                TftpClient client = OurClient.with(exchange.terms())) {
            TransferResult result = client.put(original, OurClient.remote(server, "copy"));
            Same.assertSoonSame(original, served.resolve("copy"));
            assertAgreed(exchange, result);
        }
    }

    private static void assertAgreed(Exchange exchange, TransferResult result) {
        PeerServer peer = PeerServer.of(exchange.peer());
        TransferParameters agreed = result.parameters();
        if (exchange.terms().withoutOptions()) {
            assertThat(agreed).isEqualTo(TransferParameters.RFC_1350);
        }
        exchange.terms()
                .blockSizeBytes()
                .ifPresent(asked -> assertThat(agreed.blockSizeBytes()).isEqualTo(peer.blockSizeFor(asked)));
        if (!peer.grantsWindows()) {
            assertThat(agreed.windowSize()).isEqualTo(1);
        }
        exchange.terms()
                .windowSize()
                .ifPresent(asked -> assertThat(agreed.windowSize()).isEqualTo(asked));
    }
}
