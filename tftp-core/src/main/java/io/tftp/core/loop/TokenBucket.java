package io.tftp.core.loop;

import java.util.concurrent.TimeUnit;

/**
 * How much may go in how much time: tokens that come at a steady rate and are saved up to some number. Full at first.
 *
 * <p>All that is kept is the time at which the tokens that were taken will have come: what is allowed is that it lies ahead by no
 * more than the saved-up tokens take to come. Pure but for its lock: the time is handed in. Thread-safe.
 */
public final class TokenBucket {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** So that no sum of times overflows: a century. */
    private static final long MOST_NANOS = TimeUnit.DAYS.toNanos(36_500);

    private final long perSecond;
    private final long saved;
    private long paidUntilNanos;

    /**
     * Creates a full one.
     *
     * @param perSecond how many tokens come in a second, 1 or more
     * @param most how many are saved up, 1 or more
     * @param now the time in nanoseconds
     */
    public TokenBucket(long perSecond, long most, long now) {
        if (perSecond < 1 || most < 1) {
            throw new IllegalArgumentException("need 1 or more a second, and saved: " + perSecond + ", " + most);
        }
        this.perSecond = perSecond;
        this.saved = nanos(most, perSecond);
        this.paidUntilNanos = now;
    }

    private static long nanos(long tokens, long perSecond) {
        double nanos = (double) tokens * (double) NANOS_PER_SECOND / (double) perSecond;
        return (long) Math.min(nanos, (double) MOST_NANOS);
    }

    /**
     * The rate.
     *
     * @return how many tokens come in a second
     */
    public long perSecond() {
        return perSecond;
    }

    /**
     * Takes a token if there is one.
     *
     * @param now the time in nanoseconds
     * @return whether it was there
     */
    public synchronized boolean tryTake(long now) {
        long until = latest(now) + nanos(1, perSecond);
        if (until - now > saved) {
            return false;
        }
        paidUntilNanos = until;
        return true;
    }

    /**
     * Takes tokens, and tells when they will be there. Whoever comes next waits behind that.
     *
     * @param count how many, 0 or more
     * @param now the time in nanoseconds
     * @return the time; {@code now} if they are there
     */
    public synchronized long take(long count, long now) {
        paidUntilNanos = latest(now) + nanos(count, perSecond);
        return now + Math.max(0, paidUntilNanos - now - saved);
    }

    /** Tokens that were not taken are saved up, but not longer ago than now. */
    private long latest(long now) {
        return paidUntilNanos - now > 0 ? paidUntilNanos : now;
    }
}
