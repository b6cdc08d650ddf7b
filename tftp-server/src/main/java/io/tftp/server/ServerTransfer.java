package io.tftp.server;

import io.tftp.core.net.EventLoop;
import io.tftp.core.net.Refusal;
import io.tftp.core.net.TransferListener;
import io.tftp.core.net.TransferSession;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One transfer of the server's, from the request on: while its content is being opened, and while its session runs.
 * Thread-safe.
 */
final class ServerTransfer implements TransferListener {

    private static final Logger LOGGER = System.getLogger(ServerTransfer.class.getName());

    private final LiveTransfers.Key key;
    private final Request request;
    private final LiveTransfers transfers;
    private final ServerListener listener;
    private Optional<ServerTransfer> forerunner;
    private TransferParameters parameters = TransferParameters.RFC_1350;
    private @Nullable TransferSession session;
    private @Nullable Runnable endedEarly;
    private boolean released; // the loop's
    private final ClientNetwork network;
    private final long begunNanos = EventLoop.nanoTime();
    private final AtomicInteger tries = new AtomicInteger();
    private Optional<LimitReachedException> limit = Optional.empty();

    /**
     * Creates it.
     *
     * @param forerunner a transfer of the same request to the same port that is under way. The client may have started
     *     again, or the network may have doubled the request: whichever of the two transfers it acknowledges is the right one
     */
    ServerTransfer(
            LiveTransfers.Key key,
            Request request,
            LiveTransfers transfers,
            ServerListener listener,
            Optional<ServerTransfer> forerunner) {
        this.key = key;
        this.network = ClientNetwork.of(key.client().getAddress());
        this.request = request;
        this.transfers = transfers;
        this.listener = listener;
        this.forerunner = forerunner;
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

    /** The transfer that this one is to take over from, until it has. */
    synchronized Optional<ServerTransfer> forerunner() {
        return forerunner;
    }

    Request request() {
        return request;
    }

    /** Whether another request from the same port repeats this one: the same, and nothing of this was acknowledged yet. */
    synchronized boolean isRepeatedBy(Request other) {
        return request.equals(other) && (session == null || !session.heard());
    }

    /** Whose it is. */
    ClientNetwork network() {
        return network;
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
    void start(TransferSession newSession, TransferParameters agreed) {
        transfers.awaitAnswer(this, EventLoop.nanoTime()); // before the answer can come
        startSession(newSession, agreed);
    }

    private synchronized void startSession(TransferSession newSession, TransferParameters agreed) {
        parameters = agreed;
        session = newSession;
        if (endedEarly != null) { // before it starts: the client would take its first packet for what it asked since
            endedEarly.run();
        }
        newSession.start();
    }

    /** Gives it up, and tells the client why. */
    void cancel(String why) {
        end(() -> session().cancel(ErrorCode.NOT_DEFINED, why));
    }

    /** Gives it up in silence, unless its client has answered: others need the room. */
    void makeRoom() {
        String why = "no answer, and the room was needed";
        setLimit(new LimitReachedException(Limit.UNANSWERED, why));
        synchronized (this) {
            if (session != null) {
                session.abandonUnlessHeard(why);
                return;
            }
        }
        end(() -> session().abandon(why)); // it is only about to start, and can't have been answered
    }

    /** Gives it up, because it takes too long, and tells the client. */
    void endInTime(Duration longest) {
        String why = "the transfer took longer than the " + longest.toSeconds() + " s that it may";
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
    void abandon(String why) {
        forerunner().ifPresent(first -> first.abandon(why));
        end(() -> session().abandon(why));
    }

    /** Whether it was given up before its session started. */
    synchronized boolean isGivenUp() {
        return endedEarly != null;
    }

    private synchronized void end(Runnable how) {
        if (session != null) {
            how.run();
        } else {
            endedEarly = how;
        }
    }

    private synchronized TransferSession session() {
        if (session == null) {
            throw new IllegalStateException("not started");
        }
        return session;
    }

    @Override
    public void agreed(InetSocketAddress peer, TransferParameters inForce) {
        transfers.answered(this);
        Optional<ServerTransfer> first;
        synchronized (this) {
            parameters = inForce;
            first = forerunner;
            forerunner = Optional.empty();
            limit = limit.filter(reached -> reached.limit() != Limit.UNANSWERED);
        }
        first.ifPresent(transfer -> transfer.abandon("the client started again"));
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
        Optional<LimitReachedException> reached =
                outcome.kind() == Outcome.Kind.ABORTED && cause.isEmpty() ? limit() : Optional.empty();
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

    @Override
    public void released() {
        released = true;
        transfers.released(this);
    }
}
