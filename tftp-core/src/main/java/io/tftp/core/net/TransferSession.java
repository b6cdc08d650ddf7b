package io.tftp.core.net;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One transfer under way: a port, a peer, a machine and content, on one event loop. It is the machine's driver, and keeps the
 * contract that the package documentation of {@code transfer} sets out.
 *
 * <p>{@link #start}, {@link #cancel} and {@link #dismiss} may be called by any thread, and {@link #heard} read; all else is the loop's.
 */
public final class TransferSession implements ReadyHandler, Timed {

    /** What a socket may hold before the packet that a timer waits for. */
    private static final int MOST_LOOKS = 64;

    private static final int MOST_SOCKET_BUFFER_BYTES = 8 * 1024 * 1024;

    private static final Logger LOGGER = System.getLogger(TransferSession.class.getName());

    private final EventLoop loop;
    private final DatagramPort port;
    private final Transfer transfer;
    private final ContentPump content;
    private final SessionReport report;
    private final PacketTrace trace;

    private DeadlineQueue.@Nullable Entry deadline;
    private boolean awaitingWritable;
    private boolean finishing;
    private boolean closed;
    private @Nullable IOException socketFailure;
    private volatile boolean heard;

    private TransferSession(
            EventLoop loop,
            DatagramPort port,
            Transfer transfer,
            Function<TransferSession, ContentPump> content,
            TransferListener listener) {
        this.loop = loop;
        this.port = port;
        this.transfer = transfer;
        this.report = new SessionReport(transfer, port, listener);
        this.trace = new PacketTrace(listener);
        this.content = content.apply(this);
    }

    /**
     * A session that sends. From {@link #start} on it owns the port and the source, and closes them.
     *
     * @param loop the loop to live on
     * @param pool where the content does what may block
     * @param port the way to the peer
     * @param opening how it starts
     * @param policy how long it waits for its peer
     * @param source the content
     * @param listener is told how it goes
     * @return the session, not started yet
     */
    public static TransferSession sending(
            EventLoop loop,
            ContentPool pool,
            DatagramPort port,
            Opening opening,
            RetryPolicy policy,
            BlockSource source,
            TransferListener listener) {
        SendTransfer transfer = new SendTransfer(opening, policy, loop.memory().buffers()::acquire);
        return new TransferSession(
                loop,
                port,
                transfer,
                session -> new SourcePump(transfer, source, loop, pool.inOrder(), session::resume),
                listener);
    }

    /**
     * A session that receives. From {@link #start} on it owns the port and the sink, and closes them.
     *
     * @param loop the loop to live on
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
            EventLoop loop,
            ContentPool pool,
            DatagramPort port,
            Opening opening,
            RetryPolicy policy,
            boolean checksSize,
            BlockSink sink,
            TransferListener listener) {
        ReceiveTransfer transfer = new ReceiveTransfer(opening, policy, checksSize);
        return new TransferSession(
                loop,
                port,
                transfer,
                session -> new SinkPump(transfer, sink, loop, pool.inOrder(), session::resume),
                listener);
    }

    /** Sets the transfer going. Once. */
    public void start() {
        loop.execute(() -> EventLoop.guard(this, this::begin));
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
    public void abandon(String message) {
        giveUp(() -> transfer.abandon(message));
    }

    /**
     * Lets go of a peer that has nothing more to say: a receiver that only lingers, in case its last ACK was lost, closes its
     * socket. Does nothing to a transfer that has no outcome yet, and is harmless after the end.
     */
    public void dismiss() {
        loop.execute(() -> {
            if (finishing && !awaitingWritable) {
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
        loop.execute(() -> EventLoop.guard(this, () -> {
            change.run();
            drainNow();
        }));
    }

    /**
     * Whether the peer ever answered: then a repeated request of its is a new one.
     *
     * @return true once a first answer came
     */
    public boolean heard() {
        return heard;
    }

    private void begin() {
        long now = EventLoop.nanoTime();
        try {
            port.register(loop, this);
        } catch (IOException e) {
            handleDefect(e);
            return;
        }
        loop.memory().used(now);
        transfer.start(now);
        drain(now);
    }

    @Override
    public boolean handleReady(long now) {
        boolean any = false;
        if (awaitingWritable) {
            awaitingWritable = false;
            port.awaitWritable(false);
            drain(now);
        }
        for (int reads = content.readsPerTurn(); reads > 0 && !closed; reads--) {
            ByteBuffer datagram = loop.receiveBuffer();
            if (!receive(datagram, now)) {
                return any;
            }
            datagram.flip();
            any |= datagram.hasRemaining();
            while (datagram.hasRemaining() && content.ready() && !closed) {
                int end = datagram.limit();
                int next = datagram.position() + firstLength(datagram);
                deliver(datagram.limit(next), now);
                drain(now);
                datagram.limit(end).position(next);
            }
        }
        return any;
    }

    private int firstLength(ByteBuffer received) {
        return port.coalescing()
                ? CoalescedDatagrams.firstLength(
                        received,
                        PacketCodec.DATA_HEADER_BYTES + transfer.parameters().blockSizeBytes())
                : received.remaining();
    }

    /** Whether a datagram was there, be it one that counts or not. */
    private boolean receive(ByteBuffer datagram, long now) {
        try {
            return receiveOrRefusal(datagram, now);
        } catch (IOException e) {
            socketFailure = e;
            LOGGER.log(Level.DEBUG, () -> "receiving from " + port.peer() + " failed: " + e);
        }
        return false;
    }

    /**
     * The system tells that the peer's port is closed before it hands out what the peer sent until then, such as the ERROR
     * that explains it: that counts first. If it wasn't the end, the next packet to the peer brings the news again.
     */
    private boolean receiveOrRefusal(ByteBuffer datagram, long now) throws IOException {
        try {
            return port.receive(datagram) >= 0;
        } catch (PortUnreachableException e) {
            if (port.receive(datagram) >= 0) {
                return true;
            }
            transfer.handleUnreachable(now);
            drain(now);
            return false;
        }
    }

    private void deliver(ByteBuffer datagram, long now) {
        trace.received(datagram);
        // The two packets that a transfer consists of go by without an object made for them.
        int opcode = PacketCodec.opcode(datagram);
        int block = PacketCodec.block(datagram);
        if (opcode == Opcode.ACK.value() && block >= 0) {
            transfer.handleAck(block, now);
        } else if (opcode == Opcode.DATA.value() && block >= 0) {
            datagram.position(datagram.position() + PacketCodec.DATA_HEADER_BYTES);
            transfer.handleData(block, datagram, now);
        } else {
            try {
                transfer.handlePacket(PacketCodec.decode(datagram), now);
            } catch (MalformedPacketException e) {
                LOGGER.log(Level.DEBUG, () -> "from " + port.peer() + ": " + e.getMessage());
            }
        }
        // An answer that ends the transfer counts too: the ERROR is for whoever sent it.
        if (!heard && (transfer.heard() || transfer.decided())) {
            lock();
            prepareForWindow();
        }
    }

    /** The peer has shown itself: its port is the transfer's ID. */
    private void lock() {
        try {
            port.lock();
            heard = true;
        } catch (IOException e) {
            handleDefect(e);
        }
    }

    /** The window is known: the socket gets room for it, and the kernel may hand it over in larger pieces. */
    private void prepareForWindow() {
        int windowSize = transfer.parameters().windowSize();
        long windowBytes = (long) windowSize * transfer.parameters().blockSizeBytes();
        try {
            port.reserve((int) Math.min(windowBytes, MOST_SOCKET_BUFFER_BYTES));
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "no larger socket buffer for " + port.peer() + ": " + e);
        }
        if (windowSize > 1 && transfer instanceof ReceiveTransfer) {
            port.coalesce();
        }
    }

    @Override
    public boolean hasDeadline() {
        return !closed && transfer.hasDeadline();
    }

    @Override
    public long deadlineNanos() {
        return transfer.deadlineNanos();
    }

    @Override
    public void handleTimeout(long now) {
        EventLoop.guard(this, () -> {
            // The answer may be here, and only the loop too busy.
            for (int looks = 0; isDue(now) && looks < MOST_LOOKS && handleReady(now); looks++) {}
            if (isDue(now)) {
                doubtPeer();
                transfer.handleTimeout(now);
                drain(now);
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
            LOGGER.log(Level.DEBUG, () -> "connecting to " + port.peer() + " failed: " + e);
        }
    }

    private void drainNow() {
        if (!closed) {
            drain(EventLoop.nanoTime());
        }
    }

    /** Does everything that the machine holds out, and then waits again. */
    private void drain(long now) {
        content.store();
        boolean moved = true;
        while (moved) {
            moved = send(now);
            moved |= content.supply(now);
        }
        report.update();
        finish();
        if (transfer.ended()) {
            close();
        } else {
            deadline = loop.deadlines().schedule(this, deadline);
        }
    }

    /** Once the outcome is decided the content is closed, and then the listener told. */
    private void finish() {
        if (transfer.decided() && !finishing) {
            finishing = true;
            content.close(this::reportEnd);
        }
    }

    /** Sends what there is, as far as the socket takes it. Whether anything went out. */
    private boolean send(long now) {
        boolean any = false;
        while (!awaitingWritable && !closed) {
            ByteBuffer datagrams = transfer.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
            if (!datagrams.hasRemaining()) {
                break;
            }
            trace.sent(datagrams, transfer.segmentBytes());
            int count = trySend(datagrams);
            if (count > 0) {
                transfer.sent(count, now);
                any = true;
            } else if (!closed) {
                awaitingWritable = true;
                port.awaitWritable(true);
            }
        }
        return any;
    }

    /** How many datagrams are off, or count as lost on the way: the timer mends both alike. */
    private int trySend(ByteBuffer datagrams) {
        int segmentBytes = transfer.segmentBytes();
        try {
            return port.send(datagrams, segmentBytes);
        } catch (IOException e) {
            socketFailure = e;
            LOGGER.log(Level.DEBUG, () -> "sending to " + port.peer() + " failed: " + e);
            if (!port.locked()) {
                transfer.abort(ErrorCode.NOT_DEFINED, "the request can't be sent");
            }
            return 1;
        }
    }

    private void reportEnd() {
        report.ended(content.failure() != null ? content.failure() : socketFailure);
    }

    @Override
    public void handleDefect(Throwable defect) {
        EventLoop.log(this + " failed", defect);
        transfer.abort(ErrorCode.NOT_DEFINED, "internal error");
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
        try {
            port.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "closing the port to " + port.peer() + " failed: " + e);
        }
        report.released();
    }

    @Override
    public String toString() {
        InetSocketAddress peer = port.peer();
        return "transfer with " + peer.getHostString() + ":" + peer.getPort();
    }
}
