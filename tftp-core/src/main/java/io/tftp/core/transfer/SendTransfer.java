package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The machine that sends: a server's side of a read, a client's side of a write. Window size 1 is just a window.
 *
 * <p>When DATA goes out, all in one place:
 *
 * <ul>
 *   <li>a new ACK moves the window, and sends what is then in it, as fast as the {@link Pacer} lets it;
 *   <li>an ACK with blocks out behind the one that it names, and for no other reason than that they are missing, has these
 *       repaired (RFC 7440 §4). What else was sent behind the gap, the receiver may have kept or thrown away; no packet tells. So only
 *       the missing block goes out at first. A receiver that keeps what it gets acknowledges at once all that it then has, and the
 *       next gap, if there is one, is told by that; one that doesn't stays silent, and is sent all from the gap on, then and
 *       at each later gap;
 *   <li>the last acknowledged block acknowledged once more never causes DATA in lock-step. RFC 1123 §4.2.3.1: the sender
 *       "must never resend the current DATA packet on receipt of a duplicate ACK". In a larger window it says that the
 *       window's first block was lost: that is repaired, once for each window sent, and every further equal ACK is
 *       ignored until the timer (an OACK that comes again counts as an ACK of block 0);
 *   <li>the timer sends the first and the last block that are out: whatever the receiver has, it has to say so to one of them. So a
 *       timer that was too short for a slow line costs two blocks and not a window. Only where that brings nothing, more is
 *       sent again, twice as much each time; a window that is small, or whose receiver discards what comes behind a gap, as a whole;
 *   <li>any other ACK, old or of the future, changes nothing.
 * </ul>
 *
 * <p>Where the peers agreed on variable windows ({@code msftwindow}), a new ACK also says how large the next window is, and the
 * same ACK again may make it smaller.
 *
 * <p>Sorcerer's Apprentice Syndrome has a form of its own in windows: a window sent twice is acknowledged twice, and if each
 * of those ACKs sends a window, everything is sent twice from then on. So an ACK is no sign of a loss where it has another
 * reason: a partial one where the window ends that an earlier ACK opened, an equal one of a block that was sent twice. And
 * what ACKs can cause is bounded, whatever a peer makes of them: in all, no more blocks are
 * sent again than {@value #RESENDS_PER_BLOCK} for each block acknowledged, {@value #RESENDS_PER_BLOCK} windows to begin with,
 * and a window for each timeout; and no more than a window for each of these, and for each new ACK.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class SendTransfer extends Transfer {

    /** How many blocks ACKs can cause to be sent again, for each block that they acknowledge. */
    private static final int RESENDS_PER_BLOCK = 4;

    /**
     * How long a line may be busy with the first window before some of it is sent again, and twice as long before more is: as long as none was
     * timed, nobody knows.
     */
    private static final long FIRST_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(6);

    /** Smaller windows, and those that the reader chooses, are no burden for a line: they are sent at once, and again as a whole. */
    private static final int LEAST_PACED = 8;

    /** So often the timer asks by a probe, before more than that is sent again. */
    private static final int PROBES = 2;

    /** So many blocks are then sent again, twice as many the next time, and so on. */
    private static final int FIRST_REPAIR = 8;

    private static final int MOST_DOUBLINGS = 10;

    /** For news a run waits for no longer than this. */
    private static final long LONGEST_NEWS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** So many packets of an opening are as long as a block. */
    private static final int SMALL_PACKETS = 16;

    /** So many blocks tell the time that the line takes for one, and not only that for a round trip. */
    private static final int CLOSE_BLOCKS = 4;

    /** So many repairs in a row without an answer, and the receiver may be of the other kind after all. */
    private static final int MOST_DOUBTS = 2;

    /** So often in a row it has what is just being sent again, and it keeps what comes behind a gap. */
    private static final int PROOFS = 2;

    /** What the receiver does with blocks that come behind a gap, as far as it has shown. */
    private enum Receiver {
        UNKNOWN,
        KEEPS,
        DISCARDS
    }

    private final IntFunction<ByteBuffer> buffers;
    private final Pacer pacer = new Pacer();
    private @Nullable SendWindow window;
    private boolean small;

    /** What was sent again, and why: by ACKs as far as they may, and once for each that tells of a gap. */
    private boolean resentForThisAck;

    private boolean byAck;
    private long resendCredit;
    private boolean echoes;

    /** The recovery of what was lost: up to which block it lasts, how much is repaired at once, and what that waits for. */
    private long recoveredAt;

    private int repairRun = 1;
    private int repairsByTimer;
    private boolean awaitsRepair;
    private Receiver receiver = Receiver.UNKNOWN;
    private int doubts;
    private int proofs;

    /** What can be told of the times: whether the timer asked since the latest ACK, and how good a measure that is of the line. */
    private boolean probed;

    private boolean windowTimed;
    private boolean closeSample;
    private boolean lossNow;
    private long backlogNanos;
    private long ackedNanos;

    /**
     * Creates a machine; {@link #start} sets it going.
     *
     * @param opening how it starts
     * @param policy how long it waits for its peer
     * @param buffers gives a buffer of at least so many bytes for the window, once it is known; {@link #releaseBuffer}
     *     gives it back
     */
    public SendTransfer(Opening opening, RetryPolicy policy, IntFunction<ByteBuffer> buffers) {
        super(opening, policy);
        this.buffers = buffers;
    }

    @Override
    void running(TransferParameters agreed, long now) {
        int size = SendWindow.bufferBytes(agreed.blockSizeBytes(), agreed.largestWindowSize());
        window = new SendWindow(buffers.apply(size), agreed);
        resendCredit = (long) RESENDS_PER_BLOCK * agreed.windowSize();
        small = agreed.largestWindowSize() < LEAST_PACED || agreed.variableWindow();
        if (small) {
            receiver = Receiver.DISCARDS;
        }
    }

    /**
     * The room for the next block: the driver fills it from the content and calls {@link #supplied}.
     *
     * @return a view with one block remaining, or with nothing remaining if no block is wanted now
     */
    public ByteBuffer slot() {
        return phase() == Phase.RUNNING && window != null ? window.slot() : NOTHING;
    }

    /**
     * The slot that was held out is filled. Less than a whole block, even nothing, is the last block.
     *
     * @param length the bytes of the block
     * @param now the time in nanoseconds
     */
    public void supplied(int length, long now) {
        if (phase() == Phase.RUNNING && window != null) {
            window.supplied(length);
        }
    }

    @Override
    public void handleAck(int block, int nextWindow, long now) {
        if (phase() == Phase.OPENING) {
            // RFC 1350 §4: a write request is acknowledged by block number zero; RFC 2347: so is an OACK.
            if (block == 0) {
                run(opening.parameters(), now);
                if (window != null) {
                    window.resize(sizeAsked(window, nextWindow));
                }
            } else {
                strays++;
            }
            return;
        }
        if (phase() != Phase.RUNNING || window == null) {
            strays++;
            return;
        }
        int ahead = window.ahead(block);
        if (ahead == 0) {
            strays++;
            // A smaller window, since something was lost. It opens no larger one: nothing was acknowledged.
            window.resize(Math.min(window.size(), sizeAsked(window, nextWindow)));
            repeatedAck(window, now);
        } else if (ahead <= window.inFlight()) {
            newAck(window, ahead, sizeAsked(window, nextWindow), now);
        } else {
            strays++;
        }
    }

    /** What an ACK asks for, if that was agreed on and the ACK has a word on it; else the window stays as it is. */
    private int sizeAsked(SendWindow sent, int nextWindow) {
        return nextWindow > 0 && parameters().variableWindow() ? nextWindow : sent.size();
    }

    private void newAck(SendWindow sent, int count, int windowSize, long now) {
        long sampleNanos = time(sent, count, now);
        // A gap is told of by what comes behind it.
        int telling = (int) Math.min(count + 2L, sent.inFlight());
        backlogNanos = now - sent.sentNanos(telling) - timer.shortestRoundTripNanos();
        ackedNanos = now;
        boolean beyond = sent.beyondCursor(count);
        sent.acknowledge(count, windowSize);
        blocks = sent.acked();
        bytes = sent.ackedBytes();
        learn(sent, beyond);
        progress(now);
        resentForThisAck = false;
        awaitsRepair = false;
        repairsByTimer = 0;
        resendCredit = Math.min(resendCredit + (long) RESENDS_PER_BLOCK * count, (long) RESENDS_PER_BLOCK * windowSize);
        if (sent.complete()) {
            complete(Phase.ENDED, now);
            return;
        }
        boolean gap = false;
        lossNow = false;
        if (sent.nextIsOut()) {
            waitForPeer(sent, now);
            gap = tellsOfGap(sent) && repairIfMissing(sent, count, sampleNanos, now);
        } else if (sent.acked() >= recoveredAt) {
            pacer.clean();
        }
        if (!probed && receiver == Receiver.DISCARDS) {
            pacer.bound(sampleNanos, closeSample);
        } else if (!probed && !gap) {
            pacer.sample(sampleNanos, closeSample);
        } else if (!probed && !lossNow) {
            pacer.hint(sampleNanos);
        }
        pacer.acknowledged(count, probed, now);
        probed = false;
    }

    /**
     * The round trip, if it can be told which sending the ACK of the next {@code count} blocks answers. Returns how long the line
     * takes for a block at most: what was sent together came there in the time since, less the way.
     */
    private long time(SendWindow sent, int count, long now) {
        OptionalLong resent = sent.resentNanos(count);
        echoes = resent.isPresent(); // what was sent twice may be acknowledged twice
        closeSample = resent.isEmpty() && count >= CLOSE_BLOCKS;
        long roundTrip = timer.shortestRoundTripNanos();
        if (resent.isEmpty()) {
            windowTimed = true;
            timer.sample(now - sent.sentNanos(count));
            long ofRun = forEach(now - sent.sentNanos(count) - roundTrip, sent.sentTogether(count));
            long shortest = Math.min(ofRun, forEach(now - sent.sentNanos(1) - roundTrip, count));
            // The opening may have taken longer than any block does, such as where the peer had to open a file.
            if (shortest <= 0 && count >= CLOSE_BLOCKS && pacer.unlimited()) {
                closeSample = false;
                return (now - sent.sentNanos(1)) / count / 2;
            }
            return Math.max(0, shortest);
        }
        boolean lost = sent.acked() < recoveredAt; // the receiver has told that it lacked some of these
        long nanos = now - resent.getAsLong();
        if (lost) {
            timer.likely(nanos); // so it is the repair that it answers
        } else if (small) {
            timer.answeredUntimed(); // not the line took so long but the peer, such as one that was writing its flash
        } else {
            timer.answeredUntimed(now - sent.firstSentNanos(1));
        }
        if (receiver == Receiver.DISCARDS && !probed) {
            // In order, and since the last ACK: whichever sending of theirs it was that arrived, they took the line so
            // long.
            closeSample = count >= CLOSE_BLOCKS;
            return (now - ackedNanos) / count;
        }
        if (lost && nanos >= roundTrip && !probed && sent.timesSent(1) == 2) {
            return forEach(nanos - roundTrip, 1);
        }
        long ofAll = forEach(now - sent.firstSentNanos(1) - roundTrip, count);
        // One block at least has gone through the line since the probe.
        long ofProbe = nanos > roundTrip ? nanos - roundTrip : nanos;
        return Math.max(0, Math.min(ofAll, ofProbe));
    }

    /** The shortest round trip was that of small packets, which takes the line a little time, too. */
    private static long forEach(long nanos, int count) {
        return nanos * SMALL_PACKETS / (SMALL_PACKETS * (long) count - 1);
    }

    /** What this ACK says of the receiver, where blocks behind a gap were sent before. */
    private void learn(SendWindow sent, boolean beyond) {
        boolean repaired = !probed && sent.acked() <= sent.repairEnd() && sent.ackedWasResent();
        proofs = beyond ? proofs + 1 : 0; // one may be an ACK that was late
        if (proofs == PROOFS || ((awaitsRepair || (repaired && receiver == Receiver.UNKNOWN)) && !sent.windowEnded())) {
            keeps(); // it has what is just being sent again, or doesn't wait for the rest of a window
        }
        if (sent.acked() > sent.repairEnd()) {
            repairRun = 1;
        } else if (sent.acked() == sent.repairEnd()) {
            repairRun = Math.min(2 * repairRun, sent.size()); // much is missing: one block a round trip would be slow
        }
    }

    private void keeps() {
        if (small) {
            return;
        }
        receiver = Receiver.KEEPS;
        doubts = 0;
        pacer.awaitNews(0);
    }

    /**
     * Whether an ACK with blocks out behind the one that it names says that these are missing. Not where a window ends
     * there; and not if a receiver that keeps what it gets acknowledges a repair while the next one is right behind it, or was
     * before the timer had to ask.
     */
    private boolean tellsOfGap(SendWindow sent) {
        if (sent.windowEnded()) {
            return false;
        }
        return probed || receiver == Receiver.DISCARDS || !sent.ackedWasResent() || sent.nextIsOlder();
    }

    private void repeatedAck(SendWindow sent, long now) {
        boolean lockStep = sent.size() == 1;
        if (!lockStep && !resentForThisAck && !echoes && sent.nextIsOut()) {
            closeSample = false;
            long sampleNanos = now - sent.nextSentNanos() - timer.shortestRoundTripNanos();
            repairIfMissing(sent, 0, Math.max(0, sampleNanos), now);
        }
    }

    /**
     * An ACK came with blocks out behind the one that it names, and for no other reason than that they are missing. Sends
     * them again, unless they can't be missed yet because they have only just been sent.
     *
     * @return whether they are missing
     */
    private boolean repairIfMissing(SendWindow sent, int delivered, long sampleNanos, long now) {
        long roundTrip = timer.shortestRoundTripNanos() / 2; // half: an ACK of a gap comes sooner than a window's
        if (now - sent.nextSentNanos() <= roundTrip) {
            return false;
        }
        // An ACK that comes again may be a receiver's that has waited long: only the timer's question makes a loss of
        // it.
        lossNow = !small && sent.acked() >= recoveredAt && (delivered > 0 || probed);
        if (lossNow) {
            pacer.lost(delivered, sampleNanos, closeSample, probed ? Long.MAX_VALUE : backlogNanos, now);
            recoveredAt = sent.highest();
        }
        if (resendCredit > 0) {
            resentForThisAck = true;
            byAck = true;
            if (receiver == Receiver.DISCARDS) {
                pacer.awaitNews(small ? 0 : Math.min(timer.shortestRoundTripNanos() / 2, LONGEST_NEWS_NANOS));
                sent.rewind();
            } else {
                sent.repair(repairRun);
                awaitsRepair =
                        receiver == Receiver.UNKNOWN && delivered > 0 && sent.highest() - sent.acked() > repairRun;
            }
        }
        return true;
    }

    /** Waits for an ACK, but not for one that can't come: before the window is full, the source or the socket is waited for. */
    private void waitForPeer(SendWindow sent, long now) {
        if (sent.allOut() || (awaitsRepair && !sent.repairs())) {
            timer.start(now, false);
        }
    }

    @Override
    public void handleData(int block, ByteBuffer payload, long now) {
        if (phase() == Phase.OPENING && opening.isRequest()) {
            fail(
                    Outcome.Kind.PROTOCOL_ERROR,
                    ErrorCode.ILLEGAL_OPERATION,
                    "the write request was answered with DATA instead of an acknowledgment");
        } else {
            strays++;
        }
    }

    @Override
    void answerOptionAck(long now) {
        // DATA 1 answers it. When it comes again it says what ACK 0 again would: that didn't arrive.
        if (phase() == Phase.RUNNING && opening.isRequest() && window != null && window.acked() == 0) {
            repeatedAck(window, now);
        }
    }

    @Override
    ByteBuffer dataRun(int maxBytes) {
        return window == null ? NOTHING : window.run(pacer.run(), maxBytes, awaitsRepair);
    }

    @Override
    void dataSent(int count, long now) {
        if (window != null) {
            long again = window.sent(count, now);
            resends += again;
            resendCredit -= byAck ? again : 0;
            pacer.sent(count, now);
            waitForPeer(window, now);
        }
    }

    @Override
    boolean pausing() {
        return pacer.pausing() && phase() == Phase.RUNNING && dataWaits();
    }

    private boolean dataWaits() {
        return window != null && window.waits(awaitsRepair);
    }

    @Override
    long resumeNanos() {
        return pacer.resumeNanos();
    }

    @Override
    void resume(long now) {
        pacer.resume(now);
    }

    @Override
    void resend(long now) {
        resentForThisAck = false;
        byAck = false;
        if (window == null) {
            return;
        }
        boolean asked = awaitsRepair;
        awaitsRepair = false;
        probed = true;
        if (receiver == Receiver.KEEPS && window.acked() < recoveredAt && ++doubts == MOST_DOUBTS) {
            receiver = Receiver.UNKNOWN;
        }
        if (asked) {
            receiver = Receiver.DISCARDS; // or the repair was lost; an ACK of more than was sent again will tell
            window.rewind();
        } else if (small || (receiver == Receiver.DISCARDS && windowTimed)) {
            window.rewind();
        } else if (timer.resends() > PROBES
                && (windowTimed || timer.silence(now).toNanos() > FIRST_WINDOW_NANOS << repairsByTimer)) {
            window.repair(FIRST_REPAIR << Math.min(repairsByTimer++, MOST_DOUBLINGS));
        } else {
            window.probe();
        }
    }

    /** Loaders ask for a file's size so. A writer that breaks off has failed to write. */
    @Override
    boolean isProbe() {
        return phase() == Phase.OPENING && opening.isOptionAck();
    }

    @Override
    Outcome silenceOutcome(long now) {
        if (heard() && window != null && window.lacksLastAckOnly()) {
            return Outcome.of(Outcome.Kind.UNCONFIRMED, "everything was sent; the last acknowledgment did not come");
        }
        return super.silenceOutcome(now);
    }

    /**
     * Gives the window's buffer back to whoever lent it. Only for a machine that has ended, and once no slot is being
     * filled.
     *
     * @return the buffer, or empty if none is held
     */
    public Optional<ByteBuffer> releaseBuffer() {
        Optional<ByteBuffer> buffer = Optional.ofNullable(window).map(SendWindow::buffer);
        window = null;
        return buffer;
    }
}
