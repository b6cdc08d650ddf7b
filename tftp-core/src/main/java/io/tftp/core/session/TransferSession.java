package io.tftp.core.session;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.link.AddressText;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.PortUser;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.DeadlineQueue;
import io.tftp.core.loop.Defects;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.Timed;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One transfer under way: a port, a peer, a machine and content, on one event loop. It is the machine's driver, and keeps the
 * contract that the package documentation of {@code transfer} sets out.
 *
 * <p>{@link #start}, {@link #cancel}, {@link #abandon}, {@link #look}, {@link #withholdOpening} and {@link #dismiss} may be called by any thread, and
 * {@link #heard}, {@link #latestHeardNanos}, {@link #decided} and {@link #progress} read; all else is the loop's.
 */
public final class TransferSession implements PortUser, Timed {

    /** What a socket may hold before the packet that a timer waits for. */
    private static final int MOST_LOOKS = 64;

    private static final Logger LOGGER = System.getLogger(TransferSession.class.getName());

    private final EventLoop loop;
    private final LoopMemory memory;
    private final DatagramPort port;
    private final Transfer transfer;
    private final ContentPump content;
    private final SessionReport report;
    private final DatagramReader reader;
    private final DatagramWriter writer;
    private final LateAnswers lateAnswers;
    private final RateLimit rate;

    private DeadlineQueue.@Nullable Entry deadline;
    private volatile boolean finishing;
    private boolean steppedAside;
    private boolean closed;

    private TransferSession(
            SessionLoop sessions,
            DatagramPort port,
            Transfer transfer,
            Function<TransferSession, ContentPump> content,
            TransferListener listener) {
        this.loop = sessions.loop();
        this.memory = sessions.memory();
        this.port = port;
        this.transfer = transfer;
        TransferListener calm = new CalmListener(listener);
        this.report = new SessionReport(transfer, port, calm);
        PacketTrace trace = new PacketTrace(calm);
        this.rate = new RateLimit(loop, now -> Defects.guard(this, () -> handleReady(now)));
        this.reader = new DatagramReader(loop, port, transfer, report, trace, rate);
        this.writer = new DatagramWriter(port, transfer, report, trace, rate);
        this.lateAnswers = new LateAnswers(port, trace);
        this.content = content.apply(this);
    }

    /**
     * A session that sends. From {@link #start} on it owns the port and the source, and closes them.
     *
     * @param sessions the loop to live on
     * @param pool where the content does what may block
     * @param port the way to the peer
     * @param opening how it starts
     * @param policy how long it waits for its peer
     * @param source the content
     * @param listener is told how it goes
     * @return the session, not started yet
     */
    public static TransferSession sending(
            SessionLoop sessions,
            ContentPool pool,
            DatagramPort port,
            Opening opening,
            RetryPolicy policy,
            BlockSource source,
            TransferListener listener) {
        SendTransfer transfer =
                new SendTransfer(opening, policy, sessions.memory().buffers()::acquire);
        return new TransferSession(
                sessions,
                port,
                transfer,
                session -> new SourcePump(transfer, source, sessions, pool.inOrder(), session::resume),
                listener);
    }

    /**
     * A session that receives. From {@link #start} on it owns the port and the sink, and closes them.
     *
     * @param sessions the loop to live on
     * @param pool where the content does what may block
     * @param port the way to the peer
     * @param opening how it starts
     * @param policy how long it waits for its peer
     * @param checksSize whether content that contradicts the size told by the peer is an error
     * @param sink the content
     * @param listener is told how it goes
     * @return the session, not started yet
     */
    public static TransferSession receiving(
            SessionLoop sessions,
            ContentPool pool,
            DatagramPort port,
            Opening opening,
            RetryPolicy policy,
            boolean checksSize,
            BlockSink sink,
            TransferListener listener) {
        ReceiveTransfer transfer = new ReceiveTransfer(
                opening, policy, checksSize, sessions.memory().buffers()::acquireOrNone);
        return new TransferSession(
                sessions,
                port,
                transfer,
                session -> new SinkPump(transfer, sink, sessions, pool.inOrder(), session::resume),
                listener);
    }

    /**
     * Lets the content go no faster than it may, in both directions: what is sent waits for its time, and so does the acknowledgment
     * of what was received. Before {@link #start}.
     *
     * @param rates what its bytes are taken from, each of them: such as a rate of its own and one that all transfers share; none for
     *     as fast as it can
     * @return this
     */
    public TransferSession paced(List<TokenBucket> rates) {
        rate.set(rates);
        return this;
    }

    /** Sets the transfer going. Once. */
    public void start() {
        loop.execute(() -> Defects.guard(this, this::begin));
    }

    /**
     * Gives the transfer up: the peer gets an ERROR, the content is discarded. Too late once the content is complete, and
     * harmless after the end.
     *
     * @param code what the peer is told
     * @param message what the peer is told, for people
     */
    public void cancel(ErrorCode code, String message) {
        giveUp(() -> transfer.abort(code, message));
    }

    /**
     * Gives the transfer up without a word to the peer, which has gone on to something else. Otherwise like {@link #cancel}.
     *
     * @param message why
     */
    @Override
    public void abandon(String message) {
        giveUp(() -> transfer.abandon(message));
    }

    /**
     * Gives the transfer up like {@link #abandon}, unless the peer answers it: its answer may be here, and only the loop too busy.
     * Not before {@link #start}.
     *
     * @param message why
     */
    public void abandonUnlessHeard(String message) {
        resume(() -> {
            if (unanswered()) {
                transfer.abandon(message);
            }
        });
    }

    /**
     * Takes in what the peer has sent and the loop hasn't got to yet, as far as it takes to know whether the peer ever answered.
     * Not before {@link #start}.
     *
     * @param then is run afterwards, on the loop
     */
    public void look(Runnable then) {
        loop.execute(() -> {
            Defects.guard(this, () -> {
                long now = loop.clock().nanoTime();
                for (int looks = 0; !closed && !heard() && looks < MOST_LOOKS && handleReady(now); looks++) {}
            });
            then.run();
        });
    }

    /**
     * Gives the transfer up like {@link #abandonUnlessHeard}, but keeps the port until {@link #dismiss}: a peer that answers late
     * gets an ERROR there. Does nothing to a transfer that has ended. For a port of the transfer's own. On the loop's thread it is done
     * at once: nothing that is due later goes out any more.
     *
     * @param message why
     */
    public void stepAside(String message) {
        Runnable change = () -> {
            if (unanswered() && !transfer.decided()) {
                steppedAside = true;
                transfer.abandon(message);
            }
        };
        if (loop.inLoop()) {
            change(change);
        } else {
            resume(change);
        }
    }

    /** Whether the peer never answered, not even by what is still to be read. */
    private boolean unanswered() {
        if (!closed) {
            handleReady(loop.clock().nanoTime());
        }
        return !heard() && !content.committing();
    }

    /**
     * Lets go of a peer that has nothing more to say: a receiver that only lingers, in case its last ACK was lost, closes its
     * socket, and so does a transfer that stepped aside. Does nothing to a transfer that has no outcome yet, and is harmless after the end.
     */
    public void dismiss() {
        loop.execute(() -> {
            if (finishing && !writer.awaitingWritable()) {
                close();
            }
        });
    }

    private void giveUp(Runnable end) {
        resume(() -> {
            if (!content.committing()) {
                end.run();
            }
        });
    }

    /** Does something to the machine on the loop's thread, and goes on. */
    private void resume(Runnable change) {
        loop.execute(() -> change(change));
    }

    private void change(Runnable change) {
        Defects.guard(this, () -> {
            change.run();
            drainNow();
        });
    }

    /**
     * Whether the peer ever answered: then a repeated request of its is a new one.
     *
     * @return true once a first answer came
     */
    public boolean heard() {
        return reader.heard();
    }

    /**
     * The peer may have asked for something else from the same port: until it says something here, it isn't sent for some time what
     * it could take for the answer to that, such as DATA 1 again. Not before {@link #start}.
     *
     * @param time how long
     */
    public void withholdOpening(Duration time) {
        loop.execute(() -> writer.withholdOpening(loop.clock().nanoTime() + time.toNanos()));
    }

    /**
     * When the peer was heard last. Has a meaning only if it was {@link #heard}.
     *
     * @return on the loops' clock
     */
    public long latestHeardNanos() {
        return reader.latestNanos();
    }

    /**
     * Whether the transfer has its outcome; its listener may be told later, when the content is closed.
     *
     * @return true once it is decided
     */
    public boolean decided() {
        return finishing;
    }

    /**
     * How far it is, for any thread. It asks nobody and holds nobody up, so what it tells may be of a moment ago, and not all of the
     * same moment.
     *
     * @return a snapshot
     */
    public SessionProgress progress() {
        TransferStats stats = transfer.stats();
        return new SessionProgress(stats.bytes(), stats.resends(), reader.heard(), reader.latestNanos());
    }

    private void begin() {
        if (loop.isClosing()) {
            transfer.abandon("closed before it began");
            finish();
        }
        if (transfer.decided()) { // given up before it began: its first packet mustn't go out
            close();
            return;
        }
        long now = loop.clock().nanoTime();
        try {
            port.register(loop, this);
        } catch (IOException e) {
            handleDefect(e);
            return;
        }
        memory.used(now);
        transfer.start(now);
        drain(now);
        report.awaiting();
    }

    @Override
    public boolean handleReady(long now) {
        if (steppedAside) {
            return lateAnswers.refuseNext(loop.receiveBuffer());
        }
        boolean any = false;
        if (writer.awaitingWritable()) {
            writer.resume();
            drain(now);
        }
        for (int reads = content.readsPerTurn(); reads > 0 && !closed; reads--) {
            if (!reader.receive(now)) {
                if (transfer.ended()) { // nobody listens at the peer's port any more
                    drain(now);
                }
                return any;
            }
            any |= reader.hasNext();
            while (reader.hasNext() && content.ready() && !closed) {
                handleNext(now);
                drain(now);
            }
        }
        return any;
    }

    @Override
    public boolean mayBeAwaitedAlone() {
        return true;
    }

    private void handleNext(long now) {
        writer.withholdNothing();
        try {
            reader.handleNext(now);
        } catch (IOException e) {
            handleDefect(e);
        }
    }

    @Override
    public boolean hasDeadline() {
        return !closed && !rate.holdsBack() && transfer.hasDeadline();
    }

    @Override
    public long deadlineNanos() {
        return transfer.deadlineNanos();
    }

    @Override
    public void handleTimeout(long now) {
        Defects.guard(this, () -> {
            // The answer may be here, and only the loop too busy.
            for (int looks = 0; isDue(now) && looks < MOST_LOOKS && handleReady(now); looks++) {}
            if (isDue(now)) {
                if (transfer.peerOverdue(now)) {
                    doubtPeer();
                }
                transfer.handleTimeout(now);
                drain(now);
                report.awaiting();
            }
        });
    }

    private boolean isDue(long now) {
        return hasDeadline() && deadlineNanos() - now <= 0;
    }

    private void doubtPeer() {
        try {
            port.doubt();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "connecting to " + AddressText.of(port.peer()) + " failed: " + e);
        }
    }

    private void drainNow() {
        if (!closed) {
            drain(loop.clock().nanoTime());
        }
    }

    /** Does everything that the machine holds out, and then waits again. */
    private void drain(long now) {
        content.store();
        boolean moved = true;
        while (moved) {
            moved = !closed && writer.send(now);
            moved |= content.supply(now);
        }
        report.update();
        finish();
        if (writer.takeRefused()) {
            resume(this::handleRefusal);
        }
        if (transfer.ended() && !steppedAside) {
            close();
        } else {
            deadline = loop.deadlines().schedule(this, deadline);
        }
    }

    /**
     * A send took the news that nobody listens at the peer's port, as happens where packets take no time, such as within a host. What
     * the peer sent before counts first; if that isn't the end, the next packet to the peer brings the news again.
     */
    private void handleRefusal() {
        long now = loop.clock().nanoTime();
        if (!closed && content.readsPerTurn() > 0 && !handleReady(now) && !closed) {
            reader.handleRefusal(now);
        }
    }

    /** Once the outcome is decided the content is closed, and then the listener told. */
    private void finish() {
        if (transfer.decided() && !finishing) {
            finishing = true;
            content.close(() -> report.ended(content.failure()));
        }
    }

    @Override
    public void handleDefect(Throwable defect) {
        if (defect instanceof WindowMemoryException.NoWindowMemory shortage) {
            report.lacksMemory(new WindowMemoryException(shortage));
            transfer.abort(ErrorCode.NOT_DEFINED, "no memory for the transfer");
        } else {
            Defects.log(this + " failed", defect);
            transfer.abort(ErrorCode.NOT_DEFINED, "internal error");
        }
        try {
            drainNow();
        } finally {
            finish(); // whatever throws may throw again
            close();
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.deadlines().cancel(deadline);
        rate.cancel();
        try {
            port.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "closing the port to " + AddressText.of(port.peer()) + " failed: " + e);
        }
        report.released();
    }

    @Override
    public String toString() {
        return "transfer with " + AddressText.of(port.peer());
    }
}
