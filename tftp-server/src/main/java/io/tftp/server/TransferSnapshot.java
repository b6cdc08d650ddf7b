package io.tftp.server;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A transfer under way, as it was a moment ago. Immutable.
 *
 * @param request what was asked
 * @param client by whom
 * @param localAddress on which of this host's addresses
 * @param stage how far it has come
 * @param parameters what was agreed, or offered as long as the client hasn't answered; RFC 1350's values before
 * @param bytes octets of content acknowledged by the client, or received in order
 * @param totalBytes how many there will be, if that is known
 * @param resends packets sent again
 * @param age since the request
 * @param sinceHeard since the client's latest packet; empty if none came after the request
 */
public record TransferSnapshot(
        Request request,
        InetSocketAddress client,
        InetAddress localAddress,
        Stage stage,
        TransferParameters parameters,
        long bytes,
        OptionalLong totalBytes,
        long resends,
        Duration age,
        Optional<Duration> sinceHeard) {
    /**
     * Checks that nothing is missing.
     *
     * @param request what was asked
     * @param client by whom
     * @param localAddress on which of this host's addresses
     * @param stage how far it has come
     * @param parameters what was agreed, or offered
     * @param bytes octets of content acknowledged by the client, or received in order
     * @param totalBytes how many there will be, if that is known
     * @param resends packets sent again
     * @param age since the request
     * @param sinceHeard since the client's latest packet
     */
    public TransferSnapshot {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(localAddress, "localAddress");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(totalBytes, "totalBytes");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(sinceHeard, "sinceHeard");
    }

    /** How far a transfer has come. */
    public enum Stage {
        /** What was asked for is being opened, or waits for that. */
        OPENING,
        /** The client was answered, and hasn't said anything yet. */
        UNANSWERED,
        /** Content flows. */
        RUNNING
    }
}
