package io.tftp.core.transfer;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The machine that sends: a server's side of a read, a client's side of a write. Window size 1 is just a window.
 *
 * <p>When DATA goes out, all in one place:
 *
 * <ul>
 *   <li>a new ACK moves the window, and sends what is then in it; one that acknowledges only a part of what is in flight
 *       says that the rest was lost, and sends it again at once (RFC 7440 §4);
 *   <li>the last acknowledged block acknowledged once more never causes DATA in lock-step. RFC 1123 §4.2.3.1: the sender
 *       "must never resend the current DATA packet on receipt of a duplicate ACK". In a larger window it says that the
 *       window's first block was lost: the window is sent again, once for each window sent, and every further equal ACK is
 *       ignored until the timer (an OACK that comes again counts as an ACK of block 0);
 *   <li>the timer sends the window again;
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

    private final IntFunction<ByteBuffer> buffers;
    private @Nullable SendWindow window;
    private boolean resentForThisAck;
    private long resendCredit;

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
        if (agreed.largestWindowSize() > 1) {
            timer.windowed();
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
        sent.acknowledge(count, windowSize);
        blocks = sent.acked();
        bytes = sent.ackedBytes();
        if (sent.ackedWasResent()) {
            timer.answeredUntimed();
        } else {
            timer.sample(now - sent.ackedSentNanos());
        }
        progress(now);
        resentForThisAck = false;
        resendCredit = Math.min(resendCredit + (long) RESENDS_PER_BLOCK * count, (long) RESENDS_PER_BLOCK * windowSize);
        if (sent.complete()) {
            complete(Phase.ENDED, now);
        } else if (sent.nextIsOut()) {
            waitForPeer(sent, now);
            if (!sent.windowEnded()) {
                resendIfMissing(sent, now);
            }
        }
    }

    private void repeatedAck(SendWindow sent, long now) {
        boolean lockStep = sent.size() == 1;
        if (!lockStep && !resentForThisAck && !sent.ackedWasResent() && sent.nextIsOut()) {
            resendIfMissing(sent, now);
        }
    }

    /**
     * An ACK came with blocks out behind the one that it names, and for no other reason than that they are missing. Sends
     * them again, unless they can't be missed yet because they have only just been sent.
     */
    private void resendIfMissing(SendWindow sent, long now) {
        long roundTrip = timer.shortestRoundTripNanos() / 2; // half: an ACK of a gap comes sooner than a window's
        int windowSize = sent.size();
        if (now - sent.nextSentNanos() > roundTrip && resendCredit >= windowSize) {
            resendCredit -= windowSize;
            resentForThisAck = true;
            sent.rewind();
        }
    }

    /** Waits for an ACK, but not for one that can't come: before the window is full, the source or the socket is waited for. */
    private void waitForPeer(SendWindow sent, long now) {
        if (sent.allOut()) {
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
        return window == null ? NOTHING : window.run(maxBytes);
    }

    @Override
    void dataSent(int count, long now) {
        if (window != null) {
            resends += window.sent(count, now);
            waitForPeer(window, now);
        }
    }

    @Override
    void resend() {
        resentForThisAck = false;
        if (window != null) {
            window.rewind();
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
