package io.tftp.client.chaos;

import io.tftp.core.impairment.Impairments;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link ChaosProxy} is to do. Immutable, for any thread.
 *
 * @param listen where clients send to; a wildcard address for all of this host's, port 0 for a free one
 * @param server where their requests go
 * @param toServer what happens on the way to the server
 * @param toClient what happens on the way to a client
 * @param seed what chance begins with
 * @param mostFlows how many clients' ports are remembered at once, 1 to 20,000; each takes two sockets or a few more
 * @param mostQueuedBytes how much waits to be sent at once, 1 or more; what goes beyond is dropped
 * @param idle how long a client's port is remembered that nothing comes from or goes to
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
     * @param listen where clients send to
     * @param server where their requests go
     * @param toServer what happens on the way to the server
     * @param toClient what happens on the way to a client
     * @param seed what chance begins with
     * @param mostFlows how many clients' ports are remembered at once
     * @param mostQueuedBytes how much waits to be sent at once
     * @param idle how long a silent client's port is remembered
     * @throws IllegalArgumentException saying what is out of its range
     */
    public ChaosPlan {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(toServer, "toServer");
        Objects.requireNonNull(toClient, "toClient");
        Objects.requireNonNull(idle, "idle");
        if (server.isUnresolved() || server.getAddress().isAnyLocalAddress() || server.getPort() == 0) {
            throw new IllegalArgumentException("the server must have an address and a port, not " + server);
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
     * A proxy that passes everything on as it comes.
     *
     * @param listen where clients send to
     * @param server where their requests go
     * @return the plan, for up to 4,096 clients' ports, 64 MiB waiting, and ports remembered for two minutes
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
     * The same proxy on a bad network.
     *
     * @param both what happens in either direction
     * @return the changed plan
     */
    public ChaosPlan impaired(Impairments both) {
        return impaired(both, both);
    }

    /**
     * The same proxy on a bad network.
     *
     * @param toServerNow what happens on the way to the server
     * @param toClientNow what happens on the way to a client
     * @return the changed plan
     */
    public ChaosPlan impaired(Impairments toServerNow, Impairments toClientNow) {
        return new ChaosPlan(listen, server, toServerNow, toClientNow, seed, mostFlows, mostQueuedBytes, idle);
    }

    /**
     * The same proxy with other luck.
     *
     * @param newSeed what chance begins with
     * @return the changed plan
     */
    public ChaosPlan seeded(long newSeed) {
        return new ChaosPlan(listen, server, toServer, toClient, newSeed, mostFlows, mostQueuedBytes, idle);
    }

    /**
     * The same proxy with other bounds.
     *
     * @param flows how many clients' ports are remembered at once
     * @param queuedBytes how much waits to be sent at once
     * @param silence how long a silent client's port is remembered
     * @return the changed plan
     */
    public ChaosPlan bounded(int flows, long queuedBytes, Duration silence) {
        return new ChaosPlan(listen, server, toServer, toClient, seed, flows, queuedBytes, silence);
    }
}
