package io.tftp.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is tried with the servers of others. */
final class PeerServerExchanges {

    private static final List<Integer> BLOCK_SIZES = List.of(8, 512, 1428, 8192, 65_464);
    private static final List<Integer> WINDOWS = List.of(2, 8, 64);

    private PeerServerExchanges() {}

    static Stream<Exchange> all(Direction direction) {
        return Arrays.stream(PeerServer.values())
                .filter(server -> direction == Direction.WE_GET || server.takesUploads())
                .flatMap(server -> Stream.of(
                                plain(server.peer(), direction),
                                options(server.peer(), direction),
                                windows(server, direction),
                                overIpv6(server, direction))
                        .flatMap(exchanges -> exchanges));
    }

    private static Stream<Exchange> plain(Peer peer, Direction direction) {
        Stream<Exchange> edges = TestFiles.EDGES.stream()
                .flatMap(size -> Stream.of(Terms.OCTET, Terms.NO_OPTIONS)
                        .map(terms -> Exchange.of(peer, direction, size, terms)));
        Stream<Exchange> large = Stream.of(
                Exchange.of(peer, direction, TestFiles.SEVERAL_MIB, Terms.OCTET),
                Exchange.of(peer, direction, TestFiles.PAST_65535_BLOCKS, Terms.NO_OPTIONS));
        Stream<Exchange> texts = Stream.of(0, 1, 511, 512, 513, 100_000)
                .map(size -> Exchange.of(peer, direction, size, Terms.NETASCII.blockSize(512)));
        Stream<Exchange> textsAsUsual = Stream.of(
                Exchange.of(peer, direction, 100_000, Terms.NETASCII),
                Exchange.of(peer, direction, 100_000, Terms.NETASCII.blockSize(1428)));
        return Stream.of(edges, large, texts, textsAsUsual).flatMap(exchanges -> exchanges);
    }

    private static Stream<Exchange> options(Peer peer, Direction direction) {
        return BLOCK_SIZES.stream()
                .flatMap(bytes -> Stream.of(0, bytes, 4 * bytes - 1, 4 * bytes, 300_000)
                        .map(size -> Exchange.of(peer, direction, size, Terms.OCTET.blockSize(bytes))));
    }

    private static Stream<Exchange> windows(PeerServer server, Direction direction) {
        return WINDOWS.stream()
                .filter(window -> server.grantsWindows())
                .flatMap(window -> Stream.of(0, window * 1428, window * 1428 + 1, TestFiles.SEVERAL_MIB)
                        .map(size -> Exchange.of(
                                server.peer(),
                                direction,
                                size,
                                Terms.OCTET.blockSize(1428).window(window))));
    }

    private static Stream<Exchange> overIpv6(PeerServer server, Direction direction) {
        return Stream.of(Exchange.of(server.peer(), direction, 100_000, Terms.OCTET)
                        .as(Feature.IPV6))
                .filter(exchange -> server.servesIpv6());
    }

    /** The file that we should get: dnsmasq makes CR LF of LF but leaves a bare CR as it is, and then CR NUL means CR. */
    static Path atOurEnd(Exchange exchange, Path original) throws IOException {
        if (!exchange.terms().isNetascii() || exchange.peer() != Peer.DNSMASQ) {
            return original;
        }
        String text = Files.readString(original, StandardCharsets.US_ASCII).replace("\r\0", "\r");
        return Files.writeString(original.resolveSibling("as-sent"), text, StandardCharsets.US_ASCII);
    }
}
