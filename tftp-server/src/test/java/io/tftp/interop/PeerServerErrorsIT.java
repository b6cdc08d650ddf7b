package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.client.RemoteErrorException;
import io.tftp.client.TftpClient;
import io.tftp.client.TransferResult;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This suite's client understands what the servers of others refuse, options among it. */
@ExtendWith(InteropReport.class)
class PeerServerErrorsIT {

    private static final int SIZE = 100_000;

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    static Stream<Exchange> gets() {
        return exchanges(Direction.WE_GET).map(exchange -> exchange.as(Feature.ERRORS));
    }

    static Stream<Exchange> puts() {
        return exchanges(Direction.WE_PUT).map(exchange -> exchange.as(Feature.ERRORS));
    }

    static Stream<Exchange> exchangesWithoutAnswer() {
        return Stream.of(Direction.WE_GET, Direction.WE_PUT)
                .flatMap(PeerServerErrorsIT::exchanges)
                .filter(exchange -> exchange.peer() != Peer.DNSMASQ)
                .map(exchange -> exchange.as(Feature.NO_OPTIONS));
    }

    private static Stream<Exchange> exchanges(Direction direction) {
        return Arrays.stream(PeerServer.values())
                .map(server -> Exchange.of(server.peer(), direction, SIZE, Terms.OCTET));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void missingFileIsNotFoundAndTheLocalOneStays(Exchange exchange) throws Exception {
        Path copy = Files.writeString(local.resolve("copy"), "stays");
        try (ServerProcess server = PeerServer.of(exchange.peer()).serve(exchange, served);
                TftpClient client = OurClient.with(exchange.terms())) {
            assertThatExceptionOfType(RemoteErrorException.class)
                    .isThrownBy(() -> client.get(OurClient.remote(server, "missing"), copy))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
        }
        assertThat(copy).hasContent("stays");
        assertThat(local).isDirectoryNotContaining("glob:**/.*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void refusedUploadSaysSo(Exchange exchange) throws Exception {
        Path original = Files.write(local.resolve("original"), exchange.content());
        PeerServer peer = PeerServer.of(exchange.peer());
        try (ServerProcess server = peer.serve(exchange, served);
                TftpClient client = OurClient.with(exchange.terms())) {
            assertThatExceptionOfType(RemoteErrorException.class)
                    .isThrownBy(() -> client.put(original, OurClient.remote(server, "no-such-directory/copy")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(peer.codeOfRefusal()));
        }
        assertThat(served).isEmptyDirectory();
    }

    /** The server answers the request as if no option stood in it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("exchangesWithoutAnswer")
    void optionsThatTheServerPassesOverAreDoneWithout(Exchange exchange) throws Exception {
        boolean get = exchange.direction() == Direction.WE_GET;
        Path original = Files.write((get ? served : local).resolve("original"), exchange.content());
        Path copy = (get ? local : served).resolve("copy");
        try (ServerProcess server = PeerServer.of(exchange.peer()).serveWithoutOptions(exchange, served);
                TftpClient client = OurClient.with(exchange.terms())) {
            TransferResult result = get
                    ? client.get(OurClient.remote(server, "original"), copy)
                    : client.put(original, OurClient.remote(server, "copy"));
            Same.assertSoonSame(original, copy);
            assertThat(result.parameters()).isEqualTo(TransferParameters.RFC_1350);
        }
    }
}
