package io.tftp.client.bench;

import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One transfer of a run, which it tells of its end. On the loop's thread but for its making. */
final class Exchange implements TransferListener {

    private final LoadRun run;
    private final long number;
    private final boolean get;
    private final Clock clock;
    private final long startNanos;

    private @Nullable TransferSession session;
    private TransferParameters parameters = TransferParameters.RFC_1350;
    private long firstDataNanos;
    private boolean data;
    private boolean answered;
    private boolean clean;
    private boolean completed;
    private boolean released;

    Exchange(LoadRun run, long number, boolean get, Clock clock) {
        this.run = run;
        this.number = number;
        this.get = get;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
    }

    /** Before the start. */
    void runs(TransferSession by) {
        session = by;
    }

    Optional<TransferSession> session() {
        return Optional.ofNullable(session);
    }

    /** Whether no packet was lost or doubled, as far as this side could see. */
    boolean clean() {
        return clean;
    }

    /** Whether all is done but for the last acknowledgment, which may have to be sent again. */
    boolean lingers() {
        return completed && !released;
    }

    @Override
    public void agreed(InetSocketAddress peer, TransferParameters agreed) {
        answered = true;
        parameters = agreed;
        if (!get) {
            dataCame();
        }
    }

    @Override
    public void progressed(long bytes) {
        if (!data) {
            dataCame();
        }
    }

    private void dataCame() {
        data = true;
        firstDataNanos = clock.nanoTime() - startNanos;
    }

    @Override
    public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
        long latencyNanos = clock.nanoTime() - startNanos;
        clean = stats.resends() == 0 && stats.strays() == 0;
        completed = outcome.kind() == Outcome.Kind.COMPLETED;
        if (completed) {
            // The block of an empty file is its end.
            run.tally().succeed(stats, parameters, latencyNanos, data ? firstDataNanos : latencyNanos);
        } else {
            String reason = reason(outcome, cause.orElse(null));
            String where = cause.orElse(null) instanceof WrongContentException wrong
                    ? String.format(Locale.ROOT, " at byte %,d", wrong.offset())
                    : "";
            run.tally().fail(reason, "transfer " + number + ": " + reason + where, 1);
        }
        run.ended(this);
    }

    @Override
    public void released() {
        released = true;
        run.released(this);
    }

    private String reason(Outcome outcome, @Nullable Throwable cause) {
        return switch (outcome.kind()) {
            case PEER_ERROR ->
                "server says: "
                        + (outcome.message().isBlank() ? outcome.code().description() : outcome.message())
                        + " (" + outcome.code().value() + ")";
            case PROTOCOL_ERROR -> "protocol error: " + outcome.message();
            // Without the seconds, which differ.
            case TIMED_OUT ->
                outcome.message().replaceFirst(" for [0-9.]+ s", "")
                        + (answered ? " in the middle of the transfer" : "");
            case UNCONFIRMED -> "the last block was not acknowledged";
            case COMPLETED, PROBED, ABORTED ->
                cause != null && cause.getMessage() != null ? cause.getMessage() : outcome.message();
        };
    }
}
