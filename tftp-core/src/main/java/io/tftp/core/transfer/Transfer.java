package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What both machines share: the opening, the timer, the end. The package documentation has the contract.
 *
 * <pre>{@code
 *   OPENING ----- the peer answered ----> RUNNING ----- every block acknowledged ----> ENDED
 *      |                                  |     |                                        ^
 *      |                                  |     +- last block received -> COMMITTING     |
 *      |                                  |                                   | committed|
 *      |                                  |                                   v          |
 *      +- silence, ERROR, abort --> ENDED <+                              LINGERING -----+
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public abstract sealed class Transfer permits SendTransfer, ReceiveTransfer {

    /** The states, in their order; the class comment draws the transitions. */
    enum Phase {
        /** The opening packet is out, or the first block where that opens. Nothing came yet. */
        OPENING,
        /** Blocks and acknowledgments go back and forth. */
        RUNNING,
        /** The last block came and the driver makes the content durable; the peer gets no answer meanwhile. */
        COMMITTING,
        /** All is done and acknowledged; a repeated last block gets its acknowledgment again. */
        LINGERING,
        /** Over; at most an ERROR is still to be sent. */
        ENDED
    }

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final double NANOS_PER_SECOND = 1e9;

    final Opening opening;
    final RetryTimer timer;

    /** Counters of {@link TransferStats}; each machine counts as it goes. */
    long bytes;

    long blocks;
    long resends;
    long strays;

    private Phase phase = Phase.OPENING;
    private TransferParameters parameters;
    private @Nullable Outcome outcome;
    private final int mostUnanswered;
    private int unanswered;
    private boolean heard;
    private ByteBuffer control = NOTHING;
    private boolean controlWaits;
    private boolean controlFirstTime;
    private long startNanos;
    private long latestNanos;

    Transfer(Opening opening, RetryPolicy policy) {
        this.opening = opening;
        this.parameters = opening.parameters();
        this.timer = new RetryTimer(policy);
        this.mostUnanswered = 1 + policy.retries();
    }

    /**
     * Starts the transfer: the opening is ready to be drained.
     *
     * @param now the time in nanoseconds
     */
    public final void start(long now) {
        startNanos = now;
        latestNanos = now;
        timer.begin(now);
        parameters.timeout().ifPresent(timer::negotiated);
        if (opening.isNone()) {
            run(parameters, now);
        } else {
            queue(opening.datagram(), true);
        }
    }

    /**
     * Takes in a packet from the peer. One that doesn't belong here changes nothing but a counter.
     *
     * @param packet the packet; the bytes of a DATA are only looked at until the drain that follows ends
     * @param now the time in nanoseconds
     */
    public final void handlePacket(Packet packet, long now) {
        if (packet instanceof Ack ack) {
            handleAck(ack.block(), ack.nextWindow(), now);
        } else if (packet instanceof Data data) {
            handleData(data.block(), data.payload(), now);
        } else if (packet instanceof OptionAck optionAck) {
            handleOptionAck(optionAck, now);
        } else if (packet instanceof ErrorPacket error) {
            handleError(error, now);
        } else {
            strays++;
        }
    }

    /**
     * Takes in an ACK: {@link #handlePacket} without the packet.
     *
     * @param block the block number on the wire, 0 to 65535
     * @param nextWindow the byte behind it, 0 if there is none; without a meaning unless variable windows were agreed on
     * @param now the time in nanoseconds
     */
    public abstract void handleAck(int block, int nextWindow, long now);

    /**
     * Takes in an ACK as RFC 1350 has it.
     *
     * @param block the block number on the wire, 0 to 65535
     * @param now the time in nanoseconds
     */
    public final void handleAck(int block, long now) {
        handleAck(block, 0, now);
    }

    /**
     * Takes in a DATA: {@link #handlePacket} without the packet.
     *
     * @param block the block number on the wire, 0 to 65535
     * @param payload the block, from its position to its limit; lent until the drain that follows ends
     * @param now the time in nanoseconds
     */
    public abstract void handleData(int block, ByteBuffer payload, long now);

    private void handleOptionAck(OptionAck answer, long now) {
        if (phase != Phase.OPENING || !opening.isRequest()) {
            strays++;
            answerOptionAck(now);
            return;
        }
        try {
            TransferParameters agreed = opening.accept(answer);
            agreed.timeout().ifPresent(timer::negotiated);
            run(agreed, now);
            answerOptionAck(now);
        } catch (ProtocolException e) {
            fail(Outcome.Kind.PROTOCOL_ERROR, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void handleError(ErrorPacket error, long now) {
        if (phase.compareTo(Phase.RUNNING) > 0) {
            strays++; // all of the content is here; the commit decides, or has decided
            return;
        }
        latestNanos = now;
        end(new Outcome(isProbe() ? Outcome.Kind.PROBED : Outcome.Kind.PEER_ERROR, error.code(), error.message()));
    }

    /** Whether a peer that breaks off now has what it came for. */
    boolean isProbe() {
        return false;
    }

    /**
     * The network says that nobody listens at the peer's port any more: it counts as silence that has lasted long enough.
     * Nobody is lingered for either.
     *
     * @param now the time in nanoseconds
     */
    public final void handleUnreachable(long now) {
        if (phase == Phase.OPENING || phase == Phase.RUNNING) {
            latestNanos = now;
            Outcome silence = silenceOutcome(now);
            end(silence.succeeded() ? silence : Outcome.of(silence.kind(), "the peer's port is closed"));
        } else if (phase == Phase.LINGERING) {
            enter(Phase.ENDED);
        } else {
            strays++;
        }
    }

    /**
     * Tells the time, to be called when {@link #deadlineNanos} is reached. Too early, it does nothing.
     *
     * @param now the time in nanoseconds
     */
    public final void handleTimeout(long now) {
        if (phase == Phase.RUNNING && !timer.armed() && pausing() && timer.exhausted(now)) {
            latestNanos = now; // a window that goes out slowly is no reason to wait for ever
            end(silenceOutcome(now));
            return;
        }
        resume(now);
        if (!timer.due(now)) {
            return;
        }
        if (phase == Phase.LINGERING) {
            enter(Phase.ENDED);
        } else if (!timer.retry(now)) {
            latestNanos = now;
            end(silenceOutcome(now));
        } else if (phase == Phase.OPENING) {
            resends++;
            queue(opening.datagram(), false);
        } else {
            resend(now);
        }
    }

    /**
     * Whether the wait for the peer is over, and it said nothing: then {@link #handleTimeout} will ask it again, or give up.
     * {@link #deadlineNanos} may also be the time for something else, such as the next run of a window that goes out piece
     * by piece.
     *
     * @param now the time in nanoseconds
     * @return true if it is the peer that was waited for
     */
    public final boolean peerOverdue(long now) {
        return timer.due(now);
    }

    /**
     * Gives up: an ERROR goes to the peer and the transfer ends. Does nothing once there is an outcome. A peer that never
     * answered gets no more packets than a policy's first and its retries: there it ends in silence.
     *
     * @param code the code to send
     * @param message the message to send, for people, without server paths
     */
    public final void abort(ErrorCode code, String message) {
        if (heard || unanswered < mostUnanswered) {
            fail(Outcome.Kind.ABORTED, code, message);
        } else if (outcome == null) {
            end(new Outcome(Outcome.Kind.ABORTED, code, message)); // whoever it is may never have asked
        }
    }

    /**
     * Gives up without a word to the peer: it has gone on to something else, and an ERROR could be taken for an answer to
     * that. Does nothing once there is an outcome.
     *
     * @param message why
     */
    public final void abandon(String message) {
        if (outcome == null) {
            end(Outcome.of(Outcome.Kind.ABORTED, message));
        }
    }

    /**
     * The datagrams to send next: a control packet, or a run of DATA packets that lie one behind the other. Each takes
     * {@link #segmentBytes} but the last, which may be shorter. Asking again without {@link #sent} gives the same again.
     *
     * @param maxBytes the most that one call of the driver's can send; at least one datagram is held out whatever it says
     * @return the datagrams, from position to limit; nothing remains in it if there is nothing to send
     */
    public final ByteBuffer datagrams(int maxBytes) {
        if (controlWaits) {
            return control.rewind();
        }
        return phase == Phase.RUNNING ? dataRun(maxBytes) : NOTHING;
    }

    /**
     * The length of each datagram but the last in a run.
     *
     * @return bytes
     */
    public final int segmentBytes() {
        return controlWaits ? control.limit() : PacketCodec.DATA_HEADER_BYTES + parameters.blockSizeBytes();
    }

    /**
     * The first {@code count} datagrams that {@link #datagrams} held out were sent.
     *
     * @param count how many, at least 1
     * @param now the time in nanoseconds
     */
    public final void sent(int count, long now) {
        if (!heard) {
            unanswered += count;
        }
        if (!controlWaits) {
            dataSent(count, now);
            return;
        }
        controlWaits = false;
        if (phase == Phase.OPENING || phase == Phase.RUNNING) {
            timer.start(now, controlFirstTime, paceNanos());
        }
    }

    /**
     * Whether the machine waits for a time. One that doesn't waits for its driver: for a slot to be filled, for a commit,
     * or for datagrams to be sent.
     *
     * @return true if {@link #deadlineNanos} has a meaning
     */
    public final boolean hasDeadline() {
        return timer.armed() || pausing();
    }

    /**
     * When {@link #handleTimeout} is to be called, to be compared by subtraction.
     *
     * @return a time in nanoseconds
     */
    public final long deadlineNanos() {
        if (!pausing()) {
            return timer.deadlineNanos();
        }
        return timer.armed() && timer.deadlineNanos() - resumeNanos() < 0 ? timer.deadlineNanos() : resumeNanos();
    }

    /**
     * How it ended. A receiver has its outcome before it is over: it lingers.
     *
     * @return the outcome, or empty while it is open
     */
    public final Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /**
     * Whether the peer ever went along with this transfer. An ERROR is no sign of that: it may say that the peer has another.
     *
     * @return true from its first acknowledgment, block or OACK on
     */
    public final boolean heard() {
        return heard;
    }

    /**
     * How much of the content was acknowledged, or received in order.
     *
     * @return bytes
     */
    public final long bytes() {
        return bytes;
    }

    /**
     * Whether there is an outcome: {@link #outcome} without the object.
     *
     * @return true once it is decided
     */
    public final boolean decided() {
        return outcome != null;
    }

    /**
     * Whether the transfer is over and nothing is left to be sent.
     *
     * @return true if the driver may let go of it
     */
    public final boolean ended() {
        return phase == Phase.ENDED && !controlWaits;
    }

    /**
     * What was agreed with the peer; RFC 1350's values until it is.
     *
     * @return the parameters in force
     */
    public final TransferParameters parameters() {
        return parameters;
    }

    /**
     * What was done so far.
     *
     * @return a snapshot
     */
    public final TransferStats stats() {
        return new TransferStats(bytes, blocks, resends, strays, Duration.ofNanos(latestNanos - startNanos));
    }

    /** Blocks begin to flow. */
    abstract void running(TransferParameters agreed, long now);

    /** The next run of DATA, if this machine sends any. */
    abstract ByteBuffer dataRun(int maxBytes);

    abstract void dataSent(int count, long now);

    /** The wait is over while running: sends again what the peer may lack. */
    abstract void resend(long now);

    /** How long the peer's next packet may take the line, as far as it is known. */
    long paceNanos() {
        return 0;
    }

    /** Whether the machine has made a pause, and has something to do at its end. */
    abstract boolean pausing();

    /** When the pause ends, if there is one. */
    abstract long resumeNanos();

    /** Ends the pause, if it is time. */
    abstract void resume(long now);

    /** An OACK was accepted, came again, or came where none belongs. */
    abstract void answerOptionAck(long now);

    /** What the peer's lasting silence means. */
    Outcome silenceOutcome(long now) {
        return Outcome.of(
                Outcome.Kind.TIMED_OUT,
                String.format("no answer for %.1f s", timer.silence(now).toNanos() / NANOS_PER_SECOND));
    }

    /** OPENING to RUNNING, by the peer's first answer or by an opening that needs none. */
    final void run(TransferParameters agreed, long now) {
        parameters = agreed;
        controlWaits = false;
        enter(Phase.RUNNING);
        if (!opening.isNone()) {
            timer.answered(now);
            progress(now);
        }
        running(agreed, now);
    }

    /** Holds out a control packet; a later one takes the place of one not yet sent. */
    final void queue(ByteBuffer datagram, boolean firstTime) {
        control = datagram;
        controlWaits = true;
        controlFirstTime = firstTime;
    }

    /** The peer did its part: patience starts afresh. */
    final void progress(long now) {
        latestNanos = now;
        if (heard) {
            timer.progress(now);
        } else {
            heard = true;
            timer.opened(now);
        }
    }

    final Phase phase() {
        return phase;
    }

    /** Goes on to a later state. The reason is the method that calls. */
    final void enter(Phase next) {
        phase = next;
        if (next == Phase.ENDED || next == Phase.COMMITTING) {
            timer.stop();
        }
    }

    /** The content arrived, and this machine goes on to {@code next}. */
    final void complete(Phase next, long now) {
        latestNanos = now;
        outcome = Outcome.COMPLETED;
        enter(next);
    }

    final void fail(Outcome.Kind kind, ErrorCode code, String message) {
        if (outcome == null) {
            queue(PacketCodec.encode(ErrorPacket.of(code, message)), true);
            outcome = new Outcome(kind, code, message);
            enter(Phase.ENDED);
        }
    }

    private void end(Outcome how) {
        controlWaits = false;
        outcome = how;
        enter(Phase.ENDED);
    }
}
