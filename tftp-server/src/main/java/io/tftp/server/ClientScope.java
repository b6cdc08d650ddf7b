package io.tftp.server;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose a request is, for what one client may have at most.
 *
 * @param client the client
 * @param link the IPv6 network of a client on a link of this host's: its machines are clients each, but whoever is there can take as
 *     many addresses as it likes, so all together have a bound too
 */
public record ClientScope(ClientNetwork client, Optional<ClientNetwork> link) {
    /**
     * Checks that nothing is missing.
     *
     * @param client the client
     * @param link its link
     */
    public ClientScope {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(link, "link");
    }

    /** What all machines of a link may have together, as a multiple of what one client may. */
    public static final int LINK_SHARE = 16;

    /**
     * A client that is alone in its network, as far as is known.
     *
     * @param client the client
     * @return its scope
     */
    public static ClientScope of(ClientNetwork client) {
        return new ClientScope(client, Optional.empty());
    }

    /**
     * What a limit for one client bounds, and how many times it.
     *
     * @return the client's share first, then its link's if it has one
     */
    public List<Share> shares() {
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
    public record Share(ClientNetwork network, int times) {
        /**
         * Checks that nothing is missing.
         *
         * @param network who is counted together
         * @param times how many times as much as one client they may have
         */
        public Share {
            Objects.requireNonNull(network, "network");
        }
    }
}
