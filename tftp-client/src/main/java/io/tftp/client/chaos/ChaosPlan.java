package io.tftp.client.chaos;

import io.tftp.core.impairment.Impairments;
import io.tftp.core.link.AddressText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * The settings of a {@link ChaosProxy}. Immutable and thread-safe.
 *
 * @param listen the address and port to listen on for clients; a wildcard address for all of this host's, port 0 for any free one
 * @param server the server to relay to
 * @param toServer the impairments of packets to the server
 * @param toClient the impairments of packets to clients
 * @param seed the random seed
 * @param mostFlows the maximum number of client ports at once, 1 to 20,000; each uses two sockets or a few more
 * @param mostQueuedBytes the maximum number of queued bytes, 1 or more; further packets are dropped
 * @param idle how long to remember a client port without traffic, more than 0
 */
public record ChaosPlan(
        InetSocketAddress listen,
        InetSocketAddress server,
        Impairments toServer,
        Impairments toClient,
        long seed,
        int mostFlows,
        long mostQueuedBytes,
        Duration idle) {

    private static final int DEFAULT_FLOWS = 4_096;
    private static final int MOST_FLOWS = 20_000;
    private static final long DEFAULT_QUEUED_BYTES = 64L * 1024 * 1024;

    /** Switches are known to stall for seconds; a negotiated timeout may take minutes, but seldom does. */
    private static final Duration DEFAULT_IDLE = Duration.ofMinutes(2);

    /**
     * Checks the ranges.
     *
     * @param listen the address and port to listen on for clients
     * @param server the server to relay to
     * @param toServer the impairments of packets to the server
     * @param toClient the impairments of packets to clients
     * @param seed the random seed
     * @param mostFlows the maximum number of client ports at once
     * @param mostQueuedBytes the maximum number of queued bytes
     * @param idle how long to remember a client port without traffic
     * @throws IllegalArgumentException if a value is out of range
     */
    public ChaosPlan {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(toServer, "toServer");
        Objects.requireNonNull(toClient, "toClient");
        Objects.requireNonNull(idle, "idle");
        if (server.isUnresolved() || server.getAddress().isAnyLocalAddress() || server.getPort() == 0) {
            throw new IllegalArgumentException(
                    "the server must have an address and a port, not " + AddressText.of(server));
        }
        if (mostFlows < 1 || mostFlows > MOST_FLOWS) {
            throw new IllegalArgumentException("mostFlows must be 1 to " + MOST_FLOWS + ", not " + mostFlows);
        }
        if (mostQueuedBytes < 1) {
            throw new IllegalArgumentException("mostQueuedBytes must be 1 or more, not " + mostQueuedBytes);
        }
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("idle must be positive, not " + idle);
        }
    }

    /**
     * Settings for a proxy that relays every packet unchanged.
     *
     * @param listen the address and port to listen on for clients
     * @param server the server to relay to
     * @return the settings, with up to 4,096 client ports, 64 MiB of queued packets, and ports remembered for two minutes
     */
    public static ChaosPlan between(InetSocketAddress listen, InetSocketAddress server) {
        return new ChaosPlan(
                listen,
                server,
                Impairments.NONE,
                Impairments.NONE,
                0,
                DEFAULT_FLOWS,
                DEFAULT_QUEUED_BYTES,
                DEFAULT_IDLE);
    }

    /**
     * The same settings with other impairments.
     *
     * @param both the impairments of each direction
     * @return the changed settings
     */
    public ChaosPlan impaired(Impairments both) {
        return impaired(both, both);
    }

    /**
     * The same settings with other impairments.
     *
     * @param toServerNow the impairments of packets to the server
     * @param toClientNow the impairments of packets to clients
     * @return the changed settings
     */
    public ChaosPlan impaired(Impairments toServerNow, Impairments toClientNow) {
        return new ChaosPlan(listen, server, toServerNow, toClientNow, seed, mostFlows, mostQueuedBytes, idle);
    }

    /**
     * The same settings with another random seed.
     *
     * @param newSeed the random seed
     * @return the changed settings
     */
    public ChaosPlan seeded(long newSeed) {
        return new ChaosPlan(listen, server, toServer, toClient, newSeed, mostFlows, mostQueuedBytes, idle);
    }

    /**
     * The same settings with other limits.
     *
     * @param flows the maximum number of client ports at once, 1 to 20,000
     * @param queuedBytes the maximum number of queued bytes, 1 or more
     * @param silence how long to remember a client port without traffic, more than 0
     * @return the changed settings
     */
    public ChaosPlan bounded(int flows, long queuedBytes, Duration silence) {
        return new ChaosPlan(listen, server, toServer, toClient, seed, flows, queuedBytes, silence);
    }
}
