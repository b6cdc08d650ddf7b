package io.tftp.server;

import io.tftp.core.net.TransferListener;
import io.tftp.core.net.TransferSession;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Request;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transfer of the server's, from the request on: while its content is being opened, and while its session runs.
 * Thread-safe.
 */
final class ServerTransfer implements TransferListener {

    private final LiveTransfers.Key key;
    private final Request request;
    private final LiveTransfers transfers;
    private final ServerListener listener;
    private TransferParameters parameters = TransferParameters.RFC_1350;
    private @Nullable TransferSession session;
    private @Nullable Runnable endedEarly;
    private boolean released; // the loop's

    ServerTransfer(LiveTransfers.Key key, Request request, LiveTransfers transfers, ServerListener listener) {
        this.key = key;
        this.request = request;
        this.transfers = transfers;
        this.listener = listener;
    }

    LiveTransfers.Key key() {
        return key;
    }

    Request request() {
        return request;
    }

    /** Whether another request from the same port repeats this one: the same, and nothing of this was acknowledged yet. */
    synchronized boolean isRepeatedBy(Request other) {
        return request.equals(other) && (session == null || !session.heard());
    }

    /** The content is open, and the session goes. If the transfer was given up meanwhile, it ends at once. */
    synchronized void start(TransferSession newSession, TransferParameters agreed) {
        parameters = agreed;
        session = newSession;
        newSession.start();
        if (endedEarly != null) {
            endedEarly.run();
        }
    }

    /** Gives it up, and tells the client why. */
    void cancel(String why) {
        end(() -> session().cancel(ErrorCode.NOT_DEFINED, why));
    }

    /** Gives it up in silence: the client has asked for something else. */
    void abandon(String why) {
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
    public synchronized void agreed(InetSocketAddress peer, TransferParameters inForce) {
        parameters = inForce;
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
        listener.ended(
                new TransferRecord(request, key.client(), key.localAddress(), parameters(), outcome, stats, cause));
    }

    @Override
    public void released() {
        released = true;
        transfers.released(this);
    }
}
