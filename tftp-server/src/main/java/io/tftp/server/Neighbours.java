package io.tftp.server;

import io.tftp.core.link.LocalAddresses;
import io.tftp.core.loop.Clock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Who counts as one client: an IPv4 address; an IPv6 address on a link of this host's, which is one machine of a LAN that may boot
 * at once; and elsewhere an IPv6 /64, which one subscriber has all. A link of this host's is the /64 of an address of its own.
 *
 * <p>For any thread, and none ever waits for the list of addresses: that is looked through elsewhere, and until then the former
 * one holds.
 */
public final class Neighbours {

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOGGER = System.getLogger(Neighbours.class.getName());

    private final Addresses addresses;
    private final Executor pool;
    private volatile Set<ClientNetwork> links;
    private final AtomicLong lookedNanos;

    /** Where the host's addresses come from. */
    @FunctionalInterface
    interface Addresses {
        Collection<InetAddress> all() throws IOException;
    }

    /**
     * Those of this host. Its addresses are read now, and every few seconds after that, as long as they are asked for.
     *
     * @param pool reads them again
     * @param clock tells the time that {@link #scopeOf} is asked at
     */
    public Neighbours(Executor pool, Clock clock) {
        this(LocalAddresses::all, Objects.requireNonNull(pool, "pool"), clock.nanoTime());
    }

    /** Only for tests to be called from elsewhere, with addresses and a time of theirs. */
    Neighbours(Addresses addresses, Executor pool, long now) {
        this.addresses = addresses;
        this.pool = pool;
        this.lookedNanos = new AtomicLong(now);
        this.links = Set.of();
        look();
    }

    /**
     * Whose a request from an address is.
     *
     * @param address who asks
     * @param now on the loops' clock
     * @return who is counted with it
     */
    public ClientScope scopeOf(InetAddress address, long now) {
        ClientNetwork network = ClientNetwork.of(address);
        ClientNetwork only = network.only(address);
        if (network.equals(only)) {
            return ClientScope.of(network);
        }
        long looked = lookedNanos.get();
        if (now - looked >= KEPT_NANOS && lookedNanos.compareAndSet(looked, now)) {
            pool.execute(this::look);
        }
        return links.contains(network) ? new ClientScope(only, Optional.of(network)) : ClientScope.of(network);
    }

    private void look() {
        try {
            links = addresses.all().stream()
                    .filter(Inet6Address.class::isInstance)
                    .map(ClientNetwork::of)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "the host's addresses can't be read: " + e);
        }
    }
}
