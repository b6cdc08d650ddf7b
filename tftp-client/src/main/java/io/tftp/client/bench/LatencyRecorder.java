package io.tftp.client.bench;

import java.time.Duration;

/**
 * Times in bounded memory, however many: counted in buckets that are as wide as their times' 128th part, so that a percentile
 * is right within 1%. The longest is exact. Not thread-safe.
 */
final class LatencyRecorder {

    /** Each octave has 128 buckets; the shortest times have a bucket for each nanosecond. */
    private static final int SUB_BITS = 7;

    private static final int SUB_BUCKETS = 1 << SUB_BITS;
    private static final int OCTAVES = Long.SIZE - SUB_BITS;

    private final long[] counts = new long[SUB_BUCKETS * OCTAVES];
    private long count;
    private long longestNanos;

    /** Counts a time; one before the start counts as none at all. */
    void record(long nanos) {
        long time = Math.max(0, nanos);
        counts[bucket(time)]++;
        count++;
        longestNanos = Math.max(longestNanos, time);
    }

    /**
     * The time that so many percent don't exceed.
     *
     * @param percent 0 to 100
     * @return the time; 0 if there is none
     */
    Duration percentile(double percent) {
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * count));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length && count > 0; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(longestOf(bucket), longestNanos));
            }
        }
        return Duration.ofNanos(longestNanos);
    }

    Percentiles percentiles() {
        return new Percentiles(percentile(50), percentile(95), percentile(99), Duration.ofNanos(longestNanos));
    }

    private static int bucket(long nanos) {
        int octave = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - SUB_BITS - 1);
        return octave * SUB_BUCKETS + (int) (nanos >>> octave);
    }

    private static long longestOf(int bucket) {
        int octave = Math.max(0, bucket / SUB_BUCKETS - 1);
        long first = (long) (bucket - octave * SUB_BUCKETS) << octave;
        return first + (1L << octave) - 1;
    }
}
