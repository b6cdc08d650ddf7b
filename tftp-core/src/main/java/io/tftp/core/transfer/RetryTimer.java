package io.tftp.core.transfer;

import java.time.Duration;

/**
 * When to send again and when to give up: the retransmission timer of RFC 6298 with Karn's rule, bounded in count and in
 * time. The only place that knows either.
 *
 * <p>The wait starts at the policy's timeout, follows the measured round trip once there is one, with the policy's least wait
 * as a margin, and doubles with each unanswered resend. A negotiated timeout replaces the first estimate and is the most that doubling leads to: a client that
 * asked for five seconds counts in fives, but a loss on a fast network is still mended in the time that its packets take, and a slow
 * line is given the time that it was seen to take for a window, even if that is more.
 */
final class RetryTimer {

    /** However long a timeout was asked for, a peer that never answers is given up after this. */
    static final Duration OPENING_PATIENCE = Duration.ofSeconds(60);

    private static final int SRTT_SHIFT = 3; // RFC 6298 §2.3: alpha = 1/8
    private static final int RTTVAR_SHIFT = 2; // RFC 6298 §2.3: beta = 1/4
    private static final int RTTVAR_WEIGHT = 4; // RFC 6298 §2.2: K = 4

    /** A lost acknowledgment takes as long as the peer's own timer, and that is no sign of a slow line. */
    private static final int SURELY_LONGER = 2;

    private static final int SOONER = 3;
    private static final int EAGERNESS = 4; // a quarter less

    private final RetryPolicy policy;
    private long minTimeoutNanos;

    private long ceilingNanos;
    private long patienceNanos;
    private int mostResends;

    private long timeoutNanos;
    private boolean measured;
    private long smoothedNanos;
    private long variationNanos;
    private long shortestNanos = Long.MAX_VALUE;
    private int sooner;

    private boolean armed;
    private long deadlineNanos;
    private boolean timing;
    private long sentNanos;
    private long progressNanos;
    private int resends;

    RetryTimer(RetryPolicy policy) {
        this.policy = policy;
        this.timeoutNanos = policy.timeout().toNanos();
        this.minTimeoutNanos = Math.min(policy.minTimeout().toNanos(), timeoutNanos);
        this.ceilingNanos = policy.ceiling().toNanos();
        this.patienceNanos = Math.min(policy.patience().toNanos(), OPENING_PATIENCE.toNanos());
        this.mostResends = policy.retries();
    }

    /** The transfer begins to wait for its peer's first sign of life. */
    void begin(long now) {
        progressNanos = now;
    }

    /**
     * This side's timer is to run out before the peer's, if that is one of these too: where a window's end is lost, or its
     * ACK, a receiver's ACK mends it at the price of four bytes, and a sender's at the price of a window.
     */
    void eager() {
        minTimeoutNanos -= minTimeoutNanos / EAGERNESS;
    }

    /**
     * The peers agreed on a timeout: it replaces the first estimate, and the ceiling of the doubling. Patience grows with
     * it, or an opening packet that is lost might not be sent again before it ends.
     */
    void negotiated(Duration timeout) {
        ceilingNanos = timeout.toNanos();
        long asked = Math.multiplyExact(ceilingNanos, policy.retries() + 1L);
        patienceNanos = Math.max(patienceNanos, Math.min(asked, OPENING_PATIENCE.toNanos()));
        if (!measured) {
            settle(ceilingNanos);
        }
    }

    /**
     * The peer answered the opening. From here on only time bounds the resends: a measured wait is so short that a count
     * would give up on a peer that stalls for seconds, as switches do while they write their flash.
     */
    void opened(long now) {
        mostResends = Integer.MAX_VALUE;
        long asked = Math.multiplyExact(ceilingNanos, policy.retries() + 1L);
        patienceNanos =
                Math.max(policy.patience().toNanos(), Math.min(asked, ceilingNanos + OPENING_PATIENCE.toNanos()));
        progress(now);
    }

    /** Something new came: the count of resends and the patience start afresh. */
    void progress(long now) {
        progressNanos = now;
        resends = 0;
        armed = false;
    }

    /**
     * Something was sent that wants an answer.
     *
     * @param firstTime whether it was never sent before, so that its answer tells the round trip: "RTT samples MUST NOT be
     *     made using segments that were retransmitted" (RFC 6298 §3, Karn's rule)
     */
    void start(long now, boolean firstTime) {
        start(now, firstTime, 0);
    }

    /**
     * The same.
     *
     * @param leastNanos how long the answer may take the line; it is waited for no longer than the longest doubled wait
     */
    void start(long now, boolean firstTime, long leastNanos) {
        long waitNanos = Math.max(timeoutNanos, Math.min(leastNanos, ceilingNanos));
        long patienceLeft = progressNanos + patienceNanos - now;
        deadlineNanos = now + Math.min(waitNanos, Math.max(patienceLeft, 0));
        armed = true;
        timing = firstTime;
        sentNanos = now;
    }

    /**
     * The line is busy with what the peer repeats, and the answer comes behind that: the wait begins again. But not for ever:
     * what was sent last is sent again when the longest wait has passed since then.
     */
    void postpone(long now, long leastNanos) {
        long askedNanos = sentNanos;
        start(now, false, leastNanos);
        sentNanos = askedNanos;
        long latest = askedNanos + ceilingNanos;
        if (deadlineNanos - latest > 0) {
            deadlineNanos = latest;
        }
    }

    /** The answer to all that was sent came: a round trip, if it can be told which sending it answers. */
    void answered(long now) {
        if (timing) {
            timing = false;
            sample(now - sentNanos);
        }
    }

    /**
     * An answer came to something that was sent more than once, so it tells no time. A wait that was backed off for it stays
     * so until one can be timed. RFC 6298 §5: "when the first RTT sample is taken ... the RTO will be calculated anew"; Karn's rule.
     */
    void answeredUntimed() {
        timing = false;
    }

    /**
     * A round trip was timed of something that was sent again because the peer said that it lacked it. An answer that comes sooner
     * than any before may still be one to the first sending, so it takes several of them to make a round trip shorter.
     */
    void likely(long roundTripNanos) {
        if (shortestNanos == Long.MAX_VALUE) {
            shortestNanos = roundTripNanos;
        } else if (roundTripNanos < shortestNanos && ++sooner == SOONER) {
            shortestNanos = Math.max(roundTripNanos, shortestNanos / 2);
            sooner = 0;
        }
        estimate(roundTripNanos);
    }

    /** A round trip was timed. */
    void sample(long roundTripNanos) {
        shortestNanos = Math.min(shortestNanos, roundTripNanos);
        estimate(roundTripNanos);
    }

    private void estimate(long roundTripNanos) {
        if (measured) {
            // RFC 6298 §2.3
            variationNanos += (Math.abs(smoothedNanos - roundTripNanos) - variationNanos) >> RTTVAR_SHIFT;
            smoothedNanos += (roundTripNanos - smoothedNanos) >> SRTT_SHIFT;
        } else {
            // RFC 6298 §2.2
            measured = true;
            smoothedNanos = roundTripNanos;
            variationNanos = roundTripNanos / 2;
        }
        // RFC 6298 §2.3: "RTO <- SRTT + max (G, K*RTTVAR)". In G's place stands the least wait, so that it stays a
        // margin where a round trip takes long.
        settle(smoothedNanos + Math.max(minTimeoutNanos, RTTVAR_WEIGHT * variationNanos));
    }

    /**
     * The same, of something that the peer didn't lack, as far as it said. Where doubling may lead no further than to a wait that is
     * shorter than the line takes, no answer could ever be timed: then it takes the wait that doubling would have led to.
     *
     * @param longestNanos since it was sent for the first time
     */
    void answeredUntimed(long longestNanos) {
        answeredUntimed();
        if (longestNanos > SURELY_LONGER * ceilingNanos) {
            timeoutNanos = Math.max(timeoutNanos, Math.min(longestNanos + longestNanos / 4, longestWaitNanos()));
        }
    }

    private void settle(long nanos) {
        timeoutNanos = Math.min(nanos, longestWaitNanos());
    }

    /** Doubling ends at what was agreed on; what is measured counts even if it is more, up to the policy's own longest wait. */
    private long longestWaitNanos() {
        return Math.max(ceilingNanos, policy.ceiling().toNanos());
    }

    /** Whether the wait is over. False for a timeout that comes too early. */
    boolean due(long now) {
        return armed && now - deadlineNanos >= 0;
    }

    /**
     * The wait is over without an answer: backs off (RFC 6298 §5.5), or says that it is time to give up.
     *
     * @return true to send again, false to give up
     */
    boolean retry(long now) {
        armed = false;
        timing = false;
        if (resends >= mostResends || now - progressNanos >= patienceNanos) {
            return false;
        }
        resends++;
        timeoutNanos = Math.max(timeoutNanos, Math.min(timeoutNanos * 2, ceilingNanos));
        return true;
    }

    /** Whether the peer has been silent for as long as it may be, whatever else was waited for. */
    boolean exhausted(long now) {
        return now - progressNanos >= patienceNanos;
    }

    /** Waits for a fixed time, whatever comes. */
    void linger(long now) {
        deadlineNanos = now + Math.min(2 * ceilingNanos, OPENING_PATIENCE.toNanos());
        armed = true;
        timing = false;
    }

    /** Nothing is waited for. */
    void stop() {
        armed = false;
        timing = false;
    }

    boolean armed() {
        return armed;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The shortest round trip measured; 0 as long as there is none. */
    long shortestRoundTripNanos() {
        return shortestNanos == Long.MAX_VALUE ? 0 : shortestNanos;
    }

    /** How often something was sent again since the peer last did its part. */
    int resends() {
        return resends;
    }

    /** How long the peer has been silent. */
    Duration silence(long now) {
        return Duration.ofNanos(now - progressNanos);
    }
}
