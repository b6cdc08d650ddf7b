package io.tftp.core.testing;

/**
 * How fast a driver does its part. The times are drawn between 0 and the longest each time.
 *
 * @param mostReadNanos the longest that filling a slot takes; 0 for at once, within the same turn
 * @param mostCommitNanos the longest that a commit takes; 0 for at once
 * @param mostBurst how many datagrams the socket takes before it is full; {@link Integer#MAX_VALUE} if it never is
 * @param mostFullNanos the longest that a full socket stays full
 */
public record Pace(long mostReadNanos, long mostCommitNanos, int mostBurst, long mostFullNanos) {

    /** Everything at once. */
    public static final Pace INSTANT = new Pace(0, 0, Integer.MAX_VALUE, 0);

    /**
     * The same pace, but with a slow source.
     *
     * @param nanos the longest that filling a slot takes
     * @return the changed pace
     */
    public Pace withRead(long nanos) {
        return new Pace(nanos, mostCommitNanos, mostBurst, mostFullNanos);
    }

    /**
     * The same pace, but with a slow commit.
     *
     * @param nanos the longest that a commit takes
     * @return the changed pace
     */
    public Pace withCommit(long nanos) {
        return new Pace(mostReadNanos, nanos, mostBurst, mostFullNanos);
    }
}
