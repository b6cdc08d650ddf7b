package io.tftp.client.bench;

import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to ask of a server, how often and how often at once.
 *
 * @param server where requests go
 * @param remote the file's name; {@value #NUMBER} in it stands for the transfer's number, from 1 on
 * @param direction which way the content goes
 * @param content what is put, or what every get has to bring
 * @param clients how many transfers run at once, 1 to 50,000
 * @param transfers how many transfers to make, 1 or more; empty for as many as {@code duration} allows
 * @param duration how long transfers are begun; those that run then come to their end. Empty for no bound but {@code transfers}
 * @param proposal what to ask of the server
 * @param policy how long to wait for it
 * @param line what lies between the clients and the server
 * @param seed what chance begins with
 * @param readBack whether puts are got back and compared, after the measurement
 */
public record LoadPlan(
        InetSocketAddress server,
        String remote,
        Direction direction,
        Content content,
        int clients,
        OptionalLong transfers,
        Optional<Duration> duration,
        Proposal proposal,
        RetryPolicy policy,
        Line line,
        long seed,
        boolean readBack) {

    /** Stands for the transfer's number in a name. */
    public static final String NUMBER = "{n}";

    /** What the ports of one address are good for. */
    public static final int MOST_CLIENTS = 50_000;

    /** Which way the content goes. */
    public enum Direction {
        /** From the server. */
        GET,
        /** To the server. */
        PUT
    }

    /**
     * Checks the ranges, and that puts don't meet in one file.
     *
     * @param server where requests go
     * @param remote the file's name
     * @param direction which way the content goes
     * @param content what is put, or what every get has to bring
     * @param clients how many transfers run at once
     * @param transfers how many transfers to make
     * @param duration how long transfers are begun
     * @param proposal what to ask of the server
     * @param policy how long to wait for it
     * @param line what lies between the clients and the server
     * @param seed what chance begins with
     * @param readBack whether puts are got back and compared
     * @throws IllegalArgumentException saying what is wrong
     */
    public LoadPlan {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(transfers, "transfers");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(line, "line");
        if (clients < 1 || clients > MOST_CLIENTS) {
            throw new IllegalArgumentException("clients must be 1 to " + MOST_CLIENTS + ", not " + clients);
        }
        if (transfers.isEmpty() && duration.isEmpty()) {
            throw new IllegalArgumentException("a run needs a number of transfers or a duration");
        }
        if (transfers.isPresent() && transfers.getAsLong() < 1) {
            throw new IllegalArgumentException("transfers must be 1 or more, not " + transfers.getAsLong());
        }
        if (duration.isPresent()
                && (duration.get().isNegative() || duration.get().isZero())) {
            throw new IllegalArgumentException("duration must be positive, not " + duration.get());
        }
        // What a packet can't carry is refused here and not in the middle of things.
        new ReadRequest(remote, TransferMode.OCTET, proposal.toReadOptions());
        boolean single = transfers.isPresent() && transfers.getAsLong() == 1;
        if (direction == Direction.PUT && !single && !remote.contains(NUMBER)) {
            throw new IllegalArgumentException(
                    "each put needs a file of its own: the remote name must contain " + NUMBER);
        }
        if (direction == Direction.GET && readBack) {
            throw new IllegalArgumentException("only puts can be read back");
        }
    }

    String name(long number) {
        return remote.replace(NUMBER, Long.toString(number));
    }

    /** The gets that show whether so many puts arrived. */
    LoadPlan checking(long puts) {
        return new LoadPlan(
                server,
                remote,
                Direction.GET,
                content,
                clients,
                OptionalLong.of(puts),
                Optional.empty(),
                proposal,
                policy,
                Line.PLAIN,
                seed,
                false);
    }
}
