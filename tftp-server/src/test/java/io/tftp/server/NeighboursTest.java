package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is one client, for a host on 2001:db8:1::/64. */
class NeighboursTest {

    private static final long START = Long.MAX_VALUE - 5; // overflows at once

    private final List<InetAddress> own = new ArrayList<>(List.of(address("192.0.2.1"), address("2001:db8:1::1")));
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final Neighbours neighbours = new Neighbours(() -> own, pool::add, START);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private ClientScope scopeOf(String client) {
        return neighbours.scopeOf(address(client), START);
    }

    @Test
    void machinesOfALinkAreClientsEachAndHaveABoundTogether() {
        ClientScope one = scopeOf("2001:db8:1::5");
        ClientScope other = scopeOf("2001:db8:1::6");
        assertThat(one.client()).isNotEqualTo(other.client());
        assertThat(one.link()).isPresent().isEqualTo(other.link());
        assertThat(one.shares()).extracting(ClientScope.Share::times).containsExactly(1, ClientScope.LINK_SHARE);
    }

    /** The address whose last 64 bits are zero isn't its whole network. */
    @Test
    void anAddressIsNeverTakenForItsNetwork() {
        ClientScope zero = scopeOf("2001:db8:1::");
        assertThat(zero.link()).isPresent().isNotEqualTo(Optional.of(zero.client()));
    }

    @Test
    void elsewhereANetworkIsOneClient() {
        assertThat(scopeOf("2001:db8:2::5")).isEqualTo(scopeOf("2001:db8:2::6"));
        assertThat(scopeOf("2001:db8:2::5").link()).isEmpty();
    }

    @Test
    void anIpv4AddressIsAClient() {
        assertThat(scopeOf("192.0.2.5")).isNotEqualTo(scopeOf("192.0.2.6"));
        assertThat(scopeOf("192.0.2.5").link()).isEmpty();
    }

    @Test
    void linksThatComeAreNoticedWithoutWaitingForThem() {
        own.add(address("2001:db8:2::1"));
        long later = START + TimeUnit.SECONDS.toNanos(5);
        assertThat(neighbours.scopeOf(address("2001:db8:2::5"), later - 1).link())
                .isEmpty();
        assertThat(pool).isEmpty();
        assertThat(neighbours.scopeOf(address("2001:db8:2::5"), later).link())
                .as("nothing was waited for")
                .isEmpty();
        assertThat(neighbours.scopeOf(address("2001:db8:2::5"), later).link()).isEmpty();
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(neighbours.scopeOf(address("2001:db8:2::5"), later).link()).isPresent();
    }
}
