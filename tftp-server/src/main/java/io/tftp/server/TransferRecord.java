package io.tftp.server;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * A transfer that has ended. Immutable.
 *
 * @param request what was asked
 * @param client by whom
 * @param localAddress on which of this host's addresses
 * @param parameters what was agreed
 * @param outcome how it ended
 * @param stats what it did
 * @param cause what went wrong on this side, if anything did
 */
public record TransferRecord(
        Request request,
        InetSocketAddress client,
        InetAddress localAddress,
        TransferParameters parameters,
        Outcome outcome,
        TransferStats stats,
        Optional<Throwable> cause) {
    /**
     * Checks that nothing is missing.
     *
     * @param request what was asked
     * @param client by whom
     * @param localAddress on which of this host's addresses
     * @param parameters what was agreed
     * @param outcome how it ended
     * @param stats what it did
     * @param cause what went wrong on this side, if anything did
     */
    public TransferRecord {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(localAddress, "localAddress");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(stats, "stats");
        Objects.requireNonNull(cause, "cause");
    }
}
