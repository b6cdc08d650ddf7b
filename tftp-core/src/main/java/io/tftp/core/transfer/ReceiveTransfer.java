package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Rollover;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The machine that receives: a client's side of a read, a server's side of a write. Window size 1 is just a window.
 *
 * <p>The last block is acknowledged only when the content is committed: a sender that has its last ACK may rely on it. Then
 * the machine lingers. RFC 1350 §6: "dallying is encouraged. This means that the host sending the final ACK will wait for a
 * while before terminating in order to retransmit the final ACK if it has been lost."
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ReceiveTransfer extends Transfer {

    private static final int LEAST_WINDOW = 2;

    private final boolean checksSize;
    private final IntFunction<ByteBuffer> buffers;
    private Settling settling = new Settling(1);
    private HeldBlocks held = HeldBlocks.none();
    private boolean holds;
    private long handedOut;
    private ByteBuffer ack = ByteBuffer.allocate(PacketCodec.ACK_BYTES);
    private ReceiveWindow window = new ReceiveWindow(1, Rollover.TO_ZERO);
    private long highestAcked = -1;
    private ByteBuffer block = NOTHING;
    private boolean commitWanted;

    /**
     * Creates a machine; {@link #start} sets it going.
     *
     * @param opening how it starts
     * @param policy how long it waits for its peer
     * @param checksSize whether content that contradicts the transfer size told by the peer is an error: right in octet
     *     mode, but not for a server whose client says 0, as those do that don't know the size
     * @param buffers gives a buffer of at least so many bytes for the blocks of a window behind one that is missing, when there
     *     is one; or one with less room, even none: then these have to come again. {@link #releaseBuffer} gives it back
     */
    public ReceiveTransfer(Opening opening, RetryPolicy policy, boolean checksSize, IntFunction<ByteBuffer> buffers) {
        super(opening, policy);
        this.checksSize = checksSize;
        this.buffers = buffers;
    }

    @Override
    void running(TransferParameters agreed, long now) {
        int windowSize = agreed.windowSize();
        if (agreed.variableWindow()) {
            // Each ACK says how large the next window is to be. This side is content with the one that was granted, as
            // far as a byte can say it.
            windowSize = Math.min(windowSize, Ack.MAX_NEXT_WINDOW);
            ack = ByteBuffer.allocate(PacketCodec.ACK_AND_WINDOW_BYTES);
            PacketCodec.putNextWindow(ack, 0, windowSize);
        }
        window = new ReceiveWindow(windowSize, agreed.rollover());
        settling = new Settling(windowSize);
        timer.eager();
    }

    @Override
    public void handleData(int wireBlock, ByteBuffer payload, long now) {
        if (phase() == Phase.OPENING) {
            // A peer that ignores a request's options starts with block 1; one that was sent an OACK or ACK 0 has begun
            // its window, of which the first block may be lost.
            boolean begins = wireBlock == 1
                    || (!opening.isRequest()
                            && wireBlock > 1
                            && wireBlock <= opening.parameters().windowSize());
            if (!begins) {
                strays++;
                return;
            }
            run(opening.parameters(), now);
        }
        if (phase() == Phase.RUNNING) {
            receive(wireBlock, payload, now);
        } else {
            strays++;
            if (phase() == Phase.LINGERING
                    && wireBlock == parameters().rollover().toWire(window.received())) {
                acknowledge(now);
            }
        }
    }

    private void receive(int wireBlock, ByteBuffer payload, long now) {
        int length = payload.remaining();
        if (length > parameters().blockSizeBytes()) {
            fail(
                    Outcome.Kind.PROTOCOL_ERROR,
                    ErrorCode.ILLEGAL_OPERATION,
                    "a block of " + length + " bytes came where " + parameters().blockSizeBytes() + " were agreed");
            return;
        }
        settling.came(now);
        ReceiveWindow.Verdict verdict = window.accept(wireBlock, settling.skips());
        switch (verdict) {
            case NEXT, NEXT_ACKNOWLEDGE -> next(payload, now);
            case AHEAD, AHEAD_ACKNOWLEDGE -> {
                strays++;
                hold(payload);
                if (verdict == ReceiveWindow.Verdict.AHEAD_ACKNOWLEDGE) {
                    acknowledge(now);
                } else {
                    timer.postpone(now, paceNanos());
                }
            }
            case STRAY_ACKNOWLEDGE -> {
                strays++;
                settling.repeated();
                acknowledge(now);
            }
            case STRAY -> {
                strays++;
                settling.repeated();
                // The line is still busy with what the sender repeats: that comes first.
                timer.postpone(now, paceNanos());
            }
        }
    }

    /** The next block came, and with it all that was held behind it. */
    private void next(ByteBuffer payload, long now) {
        boolean gap = !held.isEmpty();
        boolean told = gap && settling.told();
        if (gap && !settling.answered(now, timer.shortestRoundTripNanos())) {
            window.reordered(held.highest() - window.received());
            timer.answeredUntimed(); // it was under way when the gap was told of
        } else {
            timer.answered(now);
        }
        progress(now);
        timer.start(now, false, paceNanos());
        block = payload;
        handedOut = window.received();
        boolean open = count(payload.remaining());
        while (open && held.has(window.received() + 1)) {
            window.advance();
            open = count(held.length(window.received()));
        }
        if (!open) {
            return;
        }
        if (window.due()) {
            acknowledge(now);
        } else if (told) {
            // The sender of a repair waits for this ACK; one that sends all from the gap on must not get it.
            if (settling.skips()) {
                acknowledge(now);
            } else {
                settling.start(now);
            }
        }
    }

    @Override
    long paceNanos() {
        return parameters().windowSize() < LEAST_WINDOW ? 0 : settling.nextNanos();
    }

    private void hold(ByteBuffer payload) {
        long windowBytes = (long) parameters().windowSize() * parameters().blockSizeBytes();
        if (!holds) {
            holds = true;
            boolean worth = parameters().windowSize() >= LEAST_WINDOW && windowBytes <= HeldBlocks.MOST_BYTES;
            ByteBuffer buffer = worth ? buffers.apply((int) windowBytes) : NOTHING;
            held = new HeldBlocks(
                    buffer, parameters().blockSizeBytes(), parameters().windowSize());
        }
        held.hold(window.ahead(), payload);
    }

    /** Counts a block in order. Returns whether more are to come. */
    private boolean count(int length) {
        blocks++;
        bytes += length;
        if (sizeContradicted(length)) {
            return false;
        }
        if (length < parameters().blockSizeBytes()) {
            commitWanted = true;
            enter(Phase.COMMITTING);
            return false;
        }
        return true;
    }

    private boolean sizeContradicted(int length) {
        long told = parameters().transferSizeBytes().orElse(-1);
        boolean last = length < parameters().blockSizeBytes();
        if (!checksSize || told < 0 || (bytes < told && !last) || bytes == told) {
            return false;
        }
        block = NOTHING;
        handedOut = window.received();
        String relation = bytes > told ? "more than" : "only " + bytes + " of";
        fail(
                Outcome.Kind.PROTOCOL_ERROR,
                ErrorCode.NOT_DEFINED,
                relation + " the " + told + " bytes came that were announced (tsize)");
        return true;
    }

    @Override
    public void handleAck(int wireBlock, int nextWindow, long now) {
        if (phase() == Phase.OPENING && opening.isRequest()) {
            fail(
                    Outcome.Kind.PROTOCOL_ERROR,
                    ErrorCode.ILLEGAL_OPERATION,
                    "the read request was answered with an acknowledgment instead of DATA");
        } else {
            strays++;
        }
    }

    @Override
    void answerOptionAck(long now) {
        if (phase() == Phase.RUNNING && opening.isRequest() && window.received() == 0) {
            // RFC 2347: "an ACK (with the data block number set to 0) is sent by the client to confirm the values in
            // the server's OACK packet"; again if the first was lost.
            acknowledge(now);
        }
    }

    /**
     * The next of the blocks in order, for the driver to write to the content, one after the other, before the next mutation.
     *
     * @return a view of the packet handed in, or of one that came before; nothing remaining if there is no block
     */
    public ByteBuffer takeBlock() {
        if (block.hasRemaining() || handedOut >= window.received()) {
            ByteBuffer taken = block;
            block = NOTHING;
            return taken;
        }
        handedOut++;
        return held.take(handedOut);
    }

    /**
     * Whether the last block came and the content is to be committed now. The driver commits it, elsewhere if that can take
     * long, and calls {@link #committed}; or {@link #abort} if it can't be done.
     *
     * @return true once
     */
    public boolean takeCommit() {
        boolean wanted = commitWanted;
        commitWanted = false;
        return wanted && phase() == Phase.COMMITTING;
    }

    /**
     * The content is durable and in its place: the last block is acknowledged, and the machine lingers.
     *
     * @param now the time in nanoseconds
     */
    public void committed(long now) {
        if (phase() == Phase.COMMITTING) {
            complete(Phase.LINGERING, now);
            timer.linger(now);
            acknowledge(now);
        }
    }

    @Override
    void resend(long now) {
        acknowledge(now);
    }

    @Override
    boolean pausing() {
        return phase() == Phase.RUNNING && settling.waits();
    }

    @Override
    long resumeNanos() {
        return settling.endNanos();
    }

    @Override
    void resume(long now) {
        if (pausing() && settling.ends(now)) {
            acknowledge(now);
        }
    }

    private void acknowledge(long now) {
        long received = window.received();
        boolean firstTime = received > highestAcked;
        if (!firstTime) {
            resends++;
        }
        highestAcked = received;
        boolean gap = !held.isEmpty();
        settling.acknowledged(gap, now);
        window.acknowledged(gap);
        PacketCodec.putAck(ack, 0, parameters().rollover().toWire(received));
        queue(ack, firstTime);
    }

    /**
     * Gives back the buffer for blocks behind a gap. Only for a machine that has ended, and once all blocks are taken.
     *
     * @return the buffer, or empty if none is held
     */
    public Optional<ByteBuffer> releaseBuffer() {
        Optional<ByteBuffer> buffer = Optional.of(held.buffer()).filter(lent -> lent.capacity() > 0);
        held = HeldBlocks.none();
        return buffer;
    }

    @Override
    ByteBuffer dataRun(int maxBytes) {
        return NOTHING;
    }

    @Override
    void dataSent(int count, long now) {
        // This machine sends control packets only.
    }
}
