package io.tftp.server;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.session.Refusal;
import io.tftp.core.session.SessionProgress;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.session.WindowMemoryException;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One transfer of the server's, from the request on: while its content is being opened, and while its session runs.
 * Thread-safe.
 */
final class ServerTransfer implements TransferListener {

    private static final Logger LOGGER = System.getLogger(ServerTransfer.class.getName());

    /** A client that is silent for so long at one transfer may have gone on to another. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Until then the answer to a later request has come, or its first resend. */
    private static final Duration WITHHELD = Duration.ofSeconds(2);

    private static final SessionProgress NOT_STARTED = new SessionProgress(0, 0, false, 0);

    private final LiveTransfers.Key key;
    private final Request request;
    private final LiveTransfers transfers;
    private final ServerListener listener;
    private final boolean contested;
    private TransferParameters parameters = TransferParameters.RFC_1350;
    private OptionalLong totalBytes = OptionalLong.empty();
    private @Nullable TransferSession session;
    private @Nullable Runnable endedEarly;
    private String endedEarlyBecause = "";
    private Runnable onAnswer = () -> {};
    private boolean abandoned;
    private boolean looking;
    private boolean released; // the loop's
    private final ClientScope scope;
    private final long begunNanos;
    private final AtomicInteger tries = new AtomicInteger();
    private Optional<LimitReachedException> limit = Optional.empty();

    /**
     * Creates it.
     *
     * @param scope whose it is, for what one client may have
     * @param contested whether a transfer to the same port goes on that the client has acknowledged. It may have gone on to
     *     this one, or the request may be a forged or a doubled one: whichever of the two it acknowledges is the right one
     */
    ServerTransfer(
            LiveTransfers.Key key,
            Request request,
            ClientScope scope,
            LiveTransfers transfers,
            ServerListener listener,
            boolean contested) {
        this.key = key;
        this.scope = scope;
        this.request = request;
        this.transfers = transfers;
        this.listener = listener;
        this.contested = contested;
        this.begunNanos = transfers.clock().nanoTime();
    }

    LiveTransfers.Key key() {
        return key;
    }

    /** Tells the listener that it begins. */
    void requested() {
        tell(() -> listener.requested(request, key.client()));
    }

    /** Tells the listener that it doesn't come about. */
    void refused(Refusal refusal, Throwable cause) {
        tell(() -> listener.refused(request, key.client(), refusal, cause));
    }

    /** Whatever a listener throws, the server goes on, and reads files next: not interrupted by it. */
    static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "the server's listener failed", e);
        } finally {
            Thread.interrupted();
        }
    }

    /** Whether it began beside another of the same client's end, which goes on until this one is acknowledged. */
    boolean contested() {
        return contested;
    }

    Request request() {
        return request;
    }

    /** Whether another request from the same port repeats this one: the same, and nothing of this was acknowledged yet. */
    boolean isRepeatedBy(Request other) {
        return request.equals(other) && !isAcknowledged();
    }

    /** Whether its client ever went along with it. */
    synchronized boolean isAcknowledged() {
        return session != null && session.heard();
    }

    /** Whether it has come to its end, or is about to: nothing repeats it any more, and nothing replaces it. */
    synchronized boolean isOver() {
        return abandoned || isGivenUp() || (session != null && session.decided());
    }

    /**
     * Its client asks for the same again, but may have acknowledged this before: the acknowledgment came to another socket, and
     * may lie there still. So that is looked at. Does nothing if that is under way already, or nothing was sent yet.
     *
     * @param then is run afterwards, on the transfer's loop
     */
    synchronized void lookAgain(Runnable then) {
        if (session != null && !looking) {
            looking = true;
            session.look(() -> {
                looked();
                then.run();
            });
        }
    }

    private synchronized void looked() {
        looking = false;
    }

    /** Its client may have gone on to another: it mustn't take anything of this for the answer to that. */
    synchronized void withholdOpening() {
        if (session != null) {
            session.withholdOpening(WITHHELD);
        }
    }

    /** How long its client has said nothing; from the beginning if it never did. */
    synchronized Duration silence(long now) {
        return Duration.ofNanos(now - (session != null && session.heard() ? session.latestHeardNanos() : begunNanos));
    }

    /** Whether its client may be expected to go on with it. */
    boolean isBusy(long now) {
        return silence(now).compareTo(PAUSE) < 0;
    }

    /** Whose it is. */
    ClientScope scope() {
        return scope;
    }

    /** When it was asked for, on the loops' clock. */
    long begunNanos() {
        return begunNanos;
    }

    /** How often it was tried before to open what was asked for; counts this time. */
    int countTry() {
        return tries.getAndIncrement();
    }

    /** The content is open, and the session goes. If the transfer was given up meanwhile, it ends at once. */
    void start(TransferSession newSession, TransferParameters agreed, OptionalLong size) {
        transfers.awaitAnswer(this, transfers.clock().nanoTime()); // before the answer can come
        startSession(newSession, agreed, size);
    }

    private synchronized void startSession(TransferSession newSession, TransferParameters agreed, OptionalLong size) {
        parameters = agreed;
        totalBytes = size;
        session = newSession;
        if (endedEarly != null) { // before it starts: the client would take its first packet for what it asked since
            endedEarly.run();
        }
        newSession.start();
    }

    /** Before it starts: what is to be done once, when its client has answered. */
    synchronized void onAnswer(Runnable task) {
        onAnswer = task;
    }

    /** How far it is. Holds no loop up. */
    TransferSnapshot snapshot(long now) {
        TransferSession running;
        TransferParameters agreed;
        OptionalLong total;
        synchronized (this) {
            running = session;
            agreed = parameters;
            total = totalBytes;
        }
        SessionProgress progress = running == null ? NOT_STARTED : running.progress();
        boolean answered = progress.latestNanos() != 0;
        TransferSnapshot.Stage stage = progress.heard()
                ? TransferSnapshot.Stage.RUNNING
                : running == null ? TransferSnapshot.Stage.OPENING : TransferSnapshot.Stage.UNANSWERED;
        return new TransferSnapshot(
                request,
                key.client(),
                key.localAddress(),
                stage,
                agreed,
                progress.bytes(),
                total,
                progress.resends(),
                Duration.ofNanos(now - begunNanos),
                answered ? Optional.of(Duration.ofNanos(Math.max(0, now - progress.latestNanos()))) : Optional.empty());
    }

    /** Gives it up, and tells the client why. */
    void cancel(String why) {
        end(why, () -> session().cancel(ErrorCode.NOT_DEFINED, why));
    }

    /** Gives it up in silence, unless its client has answered: others need the room. */
    void makeRoom() {
        String why = "the client never answered, and its place was needed";
        setLimit(new LimitReachedException(Limit.UNANSWERED, why));
        synchronized (this) {
            if (session != null) {
                session.abandonUnlessHeard(why);
                return;
            }
        }
        end(why, () -> session().abandon(why)); // it is only about to start, and can't have been answered
    }

    /** Gives it up, because it takes too long, and tells the client. */
    void endInTime(Duration longest) {
        String why = "the transfer exceeded the limit of " + longest.toSeconds() + " s";
        setLimit(new LimitReachedException(Limit.TRANSFER_TIME, why));
        cancel(why);
    }

    private synchronized void setLimit(LimitReachedException reached) {
        limit = Optional.of(reached);
    }

    private synchronized Optional<LimitReachedException> limit() {
        return limit;
    }

    /** Gives it up in silence: the client has asked for something else. */
    synchronized void abandon(String why) {
        abandoned = true;
        end(why, () -> session().abandon(why));
    }

    /** Whether it was given up before its session started. */
    synchronized boolean isGivenUp() {
        return endedEarly != null;
    }

    private synchronized void end(String why, Runnable how) {
        if (session != null) {
            how.run();
        } else {
            endedEarly = how;
            endedEarlyBecause = why;
        }
    }

    /** Ends it if it was given up, before anything is opened for it: whether it was. */
    boolean endUnopened() {
        Outcome outcome;
        synchronized (this) {
            if (endedEarly == null) {
                return false;
            }
            outcome = new Outcome(Outcome.Kind.ABORTED, ErrorCode.NOT_DEFINED, endedEarlyBecause);
        }
        released = true; // it never had a port
        tell(() -> ended(outcome, new TransferStats(0, 0, 0, 0, Duration.ZERO), Optional.empty()));
        return true;
    }

    private synchronized TransferSession session() {
        if (session == null) {
            throw new IllegalStateException("not started");
        }
        return session;
    }

    @Override
    public void agreed(InetSocketAddress peer, TransferParameters inForce) {
        List<ServerTransfer> earlier = transfers.answered(this);
        synchronized (this) {
            onAnswer.run();
            parameters = inForce;
            limit = limit.filter(reached -> reached.limit() != Limit.UNANSWERED);
        }
        earlier.forEach(transfer -> transfer.abandon(
                transfer.request().equals(request)
                        ? "the client started again"
                        : "the client asked for something else from the same port"));
    }

    private synchronized TransferParameters parameters() {
        return parameters;
    }

    @Override
    public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
        if (released) {
            transfers.remove(this);
        } else {
            transfers.linger(this);
        }
        Optional<LimitReachedException> reached = reached(outcome, cause);
        reached.ifPresent(e -> tell(() -> listener.limited(e.limit(), key.client())));
        listener.ended(new TransferRecord(
                request,
                key.client(),
                key.localAddress(),
                parameters(),
                outcome,
                stats,
                reached.isPresent() ? reached.map(Throwable.class::cast) : cause));
    }

    private Optional<LimitReachedException> reached(Outcome outcome, Optional<Throwable> cause) {
        if (cause.orElse(null) instanceof WindowMemoryException shortage) {
            return Optional.of(new LimitReachedException(Limit.WINDOW_MEMORY, String.valueOf(shortage.getMessage())));
        }
        return outcome.kind() == Outcome.Kind.ABORTED && cause.isEmpty() ? limit() : Optional.empty();
    }

    @Override
    public void released() {
        released = true;
        transfers.released(this);
    }
}
