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
 * A load test: what to transfer, how often, and how many transfers at once.
 *
 * @param server the address and port to send requests to
 * @param remote the file name; {@value #NUMBER} in it is replaced by the number of the transfer, starting at 1
 * @param direction get or put
 * @param content the content to put, or the content that every get must receive
 * @param clients the number of concurrent transfers, 1 to 50,000
 * @param transfers the total number of transfers, 1 or more; empty for as many as {@code duration} allows
 * @param duration how long to start new transfers, more than 0; running ones then finish. Empty for no limit but {@code transfers}
 * @param proposal the options to request
 * @param policy the timeouts and retries
 * @param line the losses and duplicates between the clients and the server
 * @param seed the random seed
 * @param readBack whether to get the puts back and compare them, after the measurement
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

    /** The placeholder for the number of the transfer in a name. */
    public static final String NUMBER = "{n}";

    /** The limit on concurrent transfers: each needs a port of one address. */
    public static final int MOST_CLIENTS = 50_000;

    /** The direction of the transfers. */
    public enum Direction {
        /** From the server. */
        GET,
        /** To the server. */
        PUT
    }

    /**
     * Checks the ranges, and that no two puts write the same file.
     *
     * @param server the address and port to send requests to
     * @param remote the file's name
     * @param direction get or put
     * @param content the content to put, or the content that every get must receive
     * @param clients the number of concurrent transfers
     * @param transfers the total number of transfers
     * @param duration how long to start new transfers
     * @param proposal the options to request
     * @param policy the timeouts and retries
     * @param line the losses and duplicates between the clients and the server
     * @param seed the random seed
     * @param readBack whether to get the puts back and compare them
     * @throws IllegalArgumentException if a value is out of range
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
