package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.ErrorCode;
import io.tftp.server.files.UploadPolicy;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients of others understand what this suite's server refuses. */
@ExtendWith(InteropReport.class)
class PeerClientErrorsIT {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SIZE = 5000;

    @TempDir
    private Path served;

    @TempDir
    private Path local;

    static Stream<Exchange> gets() {
        return exchanges(Direction.PEER_GETS);
    }

    static Stream<Exchange> puts() {
        return exchanges(Direction.PEER_PUTS);
    }

    private static Stream<Exchange> exchanges(Direction direction) {
        return Arrays.stream(PeerClient.values())
                .map(client ->
                        Exchange.of(client.peer(), direction, SIZE, Terms.OCTET).as(Feature.ERRORS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void missingFileIsNotFound(Exchange exchange) throws Exception {
        try (OurServer server = OurServer.start(served, UploadPolicy.NONE, LOOPBACK)) {
            assertShows(ErrorCode.FILE_NOT_FOUND, exchange, server.address(), "missing");
        }
        // tftp-hpa's and atftp's leave an empty file behind.
        assertThat(local).isDirectoryNotContaining(file -> file.toFile().length() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void nothingOutsideIsServed(Exchange exchange) throws Exception {
        Files.createSymbolicLink(served.resolve("link"), Path.of("/etc/passwd"));
        try (OurServer server = OurServer.start(served, UploadPolicy.NONE, LOOPBACK)) {
            assertShows(ErrorCode.ACCESS_VIOLATION, exchange, server.address(), "link");
        }
        assertThat(local).isDirectoryNotContaining(file -> file.toFile().length() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void uploadIsRefusedWhereNoneAreTaken(Exchange exchange) throws Exception {
        try (OurServer server = OurServer.start(served, UploadPolicy.NONE, LOOPBACK)) {
            assertShows(ErrorCode.ACCESS_VIOLATION, exchange, server.address(), "new");
        }
        assertThat(served).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void existingFileIsNotReplacedWhereOnlyNewOnesAreTaken(Exchange exchange) throws Exception {
        Path existing = Files.writeString(served.resolve("existing"), "stays");
        try (OurServer server = OurServer.start(served, UploadPolicy.NEW, LOOPBACK)) {
            assertShows(ErrorCode.FILE_ALREADY_EXISTS, exchange, server.address(), "existing");
        }
        assertThat(existing).hasContent("stays");
        assertThat(served).isDirectoryNotContaining("glob:**/.*");
    }

    /** Told at once to those who announce the size, in the middle to the others. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("puts")
    void uploadOverTheLimitIsADiskThatIsFull(Exchange exchange) throws Exception {
        try (OurServer server = OurServer.start(served, UploadPolicy.NEW, OptionalLong.of(SIZE - 1), LOOPBACK)) {
            assertShows(ErrorCode.DISK_FULL, exchange, server.address(), "new");
        }
        assertThat(served).isEmptyDirectory();
    }

    private void assertShows(ErrorCode code, Exchange exchange, InetSocketAddress server, String remote)
            throws Exception {
        PeerClient client = PeerClient.of(exchange.peer());
        boolean get = exchange.direction() == Direction.PEER_GETS;
        Path file = get ? local.resolve("copy") : Files.write(local.resolve("original"), exchange.content());
        Command.Result result =
                Command.run(client.command(get, exchange.terms(), server, file.toString(), remote), local);
        assertThat(client.shows(code, result)).as("%s: %s", exchange, result).isTrue();
    }
}
