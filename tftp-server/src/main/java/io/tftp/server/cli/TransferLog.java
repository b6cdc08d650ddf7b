package io.tftp.server.cli;

import io.tftp.core.content.StorageFullException;
import io.tftp.core.link.AddressText;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.session.Refusal;
import io.tftp.core.session.RefusedException;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.Limit;
import io.tftp.server.LimitReachedException;
import io.tftp.server.Neighbours;
import io.tftp.server.ServerListener;
import io.tftp.server.TransferRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each transfer when it ends, and for each request that none came of. Thread-safe. */
final class TransferLog implements ServerListener {

    private static final Logger LOGGER = LoggerFactory.getLogger(TransferLog.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Totals totals;
    private final LimitLog limits;
    private final Neighbours neighbours;
    private final Clock clock;
    private final RefusalLog refusals;

    TransferLog(Totals totals, LimitLog limits, Neighbours neighbours, Clock clock) {
        this.totals = totals;
        this.limits = limits;
        this.neighbours = neighbours;
        this.clock = clock;
        this.refusals = new RefusalLog(clock.nanoTime());
    }

    @Override
    public void requested(Request request, InetSocketAddress client) {
        if (LOGGER.isDebugEnabled()) {
            StringBuilder options = new StringBuilder();
            for (Options.Option option : request.options().entries()) {
                options.append(", ").append(option.name()).append(' ').append(option.value());
            }
            LOGGER.debug(
                    "{} asks to {} {}, {}{}",
                    AddressText.of(client),
                    isUpload(request) ? "write" : "read",
                    LogText.name(request.filename()),
                    request.mode().wireName(),
                    options);
        }
    }

    @Override
    public void refused(Request request, InetSocketAddress client, Refusal refusal, Throwable cause) {
        totals.refused();
        boolean warns = cause instanceof RuntimeException
                || (refusal.code().equals(ErrorCode.NOT_DEFINED) && !(cause instanceof RefusedException));
        String code = refusal.code().description();
        String reason = code.isEmpty() ? "error " + refusal.code().value() : code.toLowerCase(Locale.ROOT);
        if (!mayWrite(warns, client, reason)) {
            return;
        }
        String line = "refused to " + what(request, client) + ": " + why(refusal, cause);
        if (cause instanceof RuntimeException) {
            LOGGER.error(line, cause);
        } else if (warns) {
            LOGGER.warn("{}{}", line, more(cause, refusal.message()));
        } else {
            LOGGER.info(line);
        }
    }

    /** Whether a request that came to nothing has a line; nothing is composed for one that hasn't. */
    private boolean mayWrite(boolean warns, InetSocketAddress client, String reason) {
        if (!warns && !LOGGER.isInfoEnabled()) {
            return false;
        }
        long now = clock.nanoTime();
        return refusals.mayWrite(neighbours.scopeOf(client.getAddress(), now), reason, now);
    }

    /** Writes the counts of what had no line of its own, if a minute is over. To be called every few seconds. */
    void writeCounts() {
        refusals.counts(clock.nanoTime()).forEach(LOGGER::warn);
    }

    /** Writes the counts that are left. */
    void writeLastCounts() {
        refusals.rest(clock.nanoTime()).forEach(LOGGER::warn);
    }

    private static String why(Refusal refusal, Throwable cause) {
        String told = refusal.message() + " (error " + refusal.code().value() + ")";
        // "Access denied" has many reasons, which are the operator's to know.
        boolean more = refusal.code().equals(ErrorCode.ACCESS_VIOLATION);
        String detail =
                more && cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : detail(cause);
        return detail.isEmpty() ? told : told + ", " + detail;
    }

    /** What an exception has for the operator only; empty if nothing. */
    private static String detail(Throwable cause) {
        return cause instanceof StorageFullException full ? full.detail() : "";
    }

    @Override
    public void limited(Limit limit, InetSocketAddress client) {
        totals.limited(limit);
        limits.line(limit, client, clock.nanoTime()).ifPresent(LOGGER::warn);
    }

    @Override
    public void ended(TransferRecord transfer) {
        totals.ended(transfer);
        if (transfer.cause().orElse(null) instanceof LimitReachedException reached
                && reached.limit() == Limit.UNANSWERED) {
            return; // a flood of requests whose answers nobody wants: they have their line a minute
        }
        Outcome.Kind kind = transfer.outcome().kind();
        if (transfer.stats().blocks() == 0
                && !transfer.outcome().succeeded()
                && !mayWrite(kind != Outcome.Kind.PROBED, transfer.client(), words(kind))) {
            return; // no block moved: whose address stands on the request may never have sent it
        }
        switch (kind) {
            case COMPLETED, UNCONFIRMED, PROBED -> {
                if (LOGGER.isInfoEnabled()) {
                    LOGGER.info(success(transfer));
                }
            }
            default -> LOGGER.warn(failure(transfer));
        }
    }

    /** Why nothing came of a transfer. */
    private static String words(Outcome.Kind kind) {
        return switch (kind) {
            case PROBED -> "probe";
            case PEER_ERROR -> "aborted by the client";
            case PROTOCOL_ERROR -> "protocol error";
            case TIMED_OUT -> "no answer";
            case ABORTED, COMPLETED, UNCONFIRMED -> "aborted";
        };
    }

    private static String success(TransferRecord transfer) {
        Request request = transfer.request();
        String name = LogText.name(request.filename());
        String client = AddressText.of(transfer.client());
        String line = isUpload(request) ? "received " + name + " from " + client : "sent " + name + " to " + client;
        return switch (transfer.outcome().kind()) {
            case PROBED ->
                "probed " + name + " for " + client + ": the client read the options and left ("
                        + theirWords(transfer.outcome()) + ")";
            case UNCONFIRMED ->
                line + ": " + figures(transfer) + ", unconfirmed: the last acknowledgment never arrived";
            default -> line + ": " + figures(transfer);
        };
    }

    private static String failure(TransferRecord transfer) {
        Outcome outcome = transfer.outcome();
        String reason = outcome.kind() == Outcome.Kind.PEER_ERROR
                ? "the client aborted with " + theirWords(outcome)
                : outcome.message();
        String cause = transfer.cause().map(e -> more(e, reason)).orElse("");
        return "failed to " + what(transfer.request(), transfer.client()) + ": " + reason + cause + "; "
                + figures(transfer);
    }

    /** What a cause adds to the reason. Only a defect, which no I/O error is, needs the class's name to be found. */
    private static String more(Throwable cause, String reason) {
        String message = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        if (message == null || !(cause instanceof IOException)) {
            return " (" + cause + ")";
        }
        boolean said = message.equals(reason) || cause instanceof FileAlreadyExistsException;
        String detail = said ? detail(cause) : message;
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }

    private static String theirWords(Outcome outcome) {
        return "error " + outcome.code().value() + " " + LogText.quote(outcome.message());
    }

    private static String what(Request request, InetSocketAddress client) {
        String name = LogText.name(request.filename());
        return isUpload(request)
                ? "receive " + name + " from " + AddressText.of(client)
                : "send " + name + " to " + AddressText.of(client);
    }

    private static String figures(TransferRecord transfer) {
        TransferStats stats = transfer.stats();
        TransferParameters agreed = transfer.parameters();
        String netascii = transfer.request().mode() == TransferMode.NETASCII ? ", netascii" : "";
        return LogText.bytes(stats.bytes())
                + " in " + LogText.decimal(stats.elapsed().toNanos() / NANOS_PER_SECOND, 3) + " s ("
                + LogText.rate(stats.bytesPerSecond()) + ")" + netascii
                + ", blksize " + agreed.blockSizeBytes()
                + ", windowsize " + agreed.windowSize()
                + ", " + LogText.count(stats.resends(), "resend");
    }

    private static boolean isUpload(Request request) {
        return request instanceof WriteRequest;
    }
}
