package io.tftp.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is tried with the clients of others. */
final class PeerClientExchanges {

    /** The smallest, one that a packet of Ethernet takes, a large one, and the largest (RFC 2348). */
    private static final List<Integer> BLOCK_SIZES = List.of(8, 1428, 8192, 65_464);

    /** busybox's request has to fit into a block. */
    private static final int BUSYBOX_SMALLEST_BLOCK = 64;

    private static final List<Integer> WINDOWS = List.of(2, 8, 64);

    private PeerClientExchanges() {}

    static Stream<Exchange> all(Direction direction) {
        return Arrays.stream(PeerClient.values()).flatMap(client -> of(client, direction));
    }

    private static Stream<Exchange> of(PeerClient client, Direction direction) {
        return Stream.of(
                        octet(client, direction),
                        netascii(client, direction),
                        options(client, direction),
                        singlePort(client, direction))
                .flatMap(exchanges -> exchanges)
                .filter(exchange -> client.canSay(exchange.terms()));
    }

    private static Stream<Exchange> octet(PeerClient client, Direction direction) {
        Peer peer = client.peer();
        return Stream.concat(
                Stream.concat(TestFiles.EDGES.stream(), Stream.of(TestFiles.SEVERAL_MIB, TestFiles.PAST_65535_BLOCKS))
                        .map(size -> Exchange.of(peer, direction, size, Terms.OCTET)),
                Stream.of(Exchange.of(peer, direction, 100_000, Terms.OCTET).as(Feature.IPV6)));
    }

    private static Stream<Exchange> netascii(PeerClient client, Direction direction) {
        return Stream.of(0, 1, 511, 512, 513, 100_000)
                .map(size -> Exchange.of(client.peer(), direction, size, Terms.NETASCII));
    }

    private static Stream<Exchange> options(PeerClient client, Direction direction) {
        Peer peer = client.peer();
        Stream<Exchange> plain =
                Stream.of(0, 512, 100_000).map(size -> Exchange.of(peer, direction, size, Terms.NO_OPTIONS));
        Stream<Exchange> blocks = BLOCK_SIZES.stream()
                .map(bytes -> client == PeerClient.BUSYBOX ? Math.max(bytes, BUSYBOX_SMALLEST_BLOCK) : bytes)
                .flatMap(bytes -> Stream.of(0, bytes, 4 * bytes - 1, 4 * bytes, 300_000)
                        .map(size -> Exchange.of(peer, direction, size, Terms.OCTET.blockSize(bytes))));
        Stream<Exchange> windows = WINDOWS.stream()
                .flatMap(window -> Stream.of(0, window * 1428, window * 1428 + 1, TestFiles.SEVERAL_MIB)
                        .map(size -> Exchange.of(
                                peer,
                                direction,
                                size,
                                Terms.OCTET.blockSize(1428).window(window))));
        Stream<Exchange> texts =
                Stream.of(Terms.NETASCII.blockSize(1428)).map(terms -> Exchange.of(peer, direction, 100_000, terms));
        return Stream.of(plain, blocks, windows, texts).flatMap(exchanges -> exchanges);
    }

    /** Each way to ask, and the ends that are special. */
    private static Stream<Exchange> singlePort(PeerClient client, Direction direction) {
        Terms blocks = Terms.OCTET.blockSize(1428);
        return Stream.of(Terms.OCTET, Terms.NO_OPTIONS, Terms.NETASCII, blocks, blocks.window(2), blocks.window(64))
                .flatMap(terms -> Stream.of(0, 512, 300_000)
                        .map(size -> Exchange.of(client.peer(), direction, size, terms)
                                .as(Feature.SINGLE_PORT)));
    }

    /** The file that a client puts, or should have got: curl says netascii, but sends and stores what is on the wire. */
    static Path atTheClient(Exchange exchange, Path original) throws IOException {
        if (!exchange.terms().isNetascii() || exchange.peer() != Peer.CURL) {
            return original;
        }
        return Files.write(original.resolveSibling("on-the-wire"), TestFiles.netascii(Files.readAllBytes(original)));
    }
}
