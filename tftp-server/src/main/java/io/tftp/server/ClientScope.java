package io.tftp.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose a request is, for what one client may have at most.
 *
 * @param client the client
 * @param link the IPv6 network of a client on a link of this host's: its machines are clients each, but whoever is there can take as
 *     many addresses as it likes, so all together have a bound too
 */
record ClientScope(ClientNetwork client, Optional<ClientNetwork> link) {

    /** What all machines of a link may have together, as a multiple of what one client may. */
    static final int LINK_SHARE = 16;

    /** A client that is alone in its network, as far as is known. */
    static ClientScope of(ClientNetwork client) {
        return new ClientScope(client, Optional.empty());
    }

    /** What a limit for one client bounds, and how many times it. */
    List<Share> shares() {
        return Stream.concat(
                        Stream.of(new Share(client, 1)), link.stream().map(network -> new Share(network, LINK_SHARE)))
                .toList();
    }

    /**
     * Part of a scope.
     *
     * @param network who is counted together
     * @param times how many times as much as one client they may have
     */
    record Share(ClientNetwork network, int times) {}
}
