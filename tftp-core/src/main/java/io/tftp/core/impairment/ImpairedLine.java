package io.tftp.core.impairment;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One direction of a bad line: decides what happens to each datagram that is sent over it.
 *
 * <p>What happens to the n-th datagram depends on the seed and on n alone, so that the same traffic meets the same fate, and one
 * packet more at the end changes nothing before it. Only when it arrives depends on when it was sent, and, where the line is slow,
 * on what was sent before it.
 *
 * <p>One thread at a time.
 */
public final class ImpairedLine {

    private static final long ODD_A = 0xbf58_476d_1ce4_e5b9L;
    private static final long ODD_B = 0x94d0_49bb_1331_11ebL;

    private final Impairments impairments;
    private final long seed;
    private long count;
    private long freeNanos;
    private long latestNanos;

    /**
     * Creates a line that nothing was sent over yet.
     *
     * @param impairments what happens to the datagrams
     * @param seed what chance begins with
     * @param now the time, of any monotonic clock
     */
    public ImpairedLine(Impairments impairments, long seed, long now) {
        this.impairments = Objects.requireNonNull(impairments, "impairments");
        this.seed = seed;
        this.freeNanos = now;
        this.latestNanos = now;
    }

    /**
     * A seed for one of several lines, far from those of the others.
     *
     * @param seed of all lines together
     * @param line which of them
     * @return the line's own seed
     */
    public static long seed(long seed, long line) {
        return mix(mix(seed) + line);
    }

    /** Numbers that lie side by side become numbers that don't (SplitMix64): equal dice for neighbours would show. */
    private static long mix(long number) {
        long a = (number ^ number >>> 30) * ODD_A;
        long b = (a ^ a >>> 27) * ODD_B;
        return b ^ b >>> 31;
    }

    /**
     * Decides about the next datagram.
     *
     * @param lengthBytes its length
     * @param now the time
     * @return what happens to it
     */
    public Fate send(int lengthBytes, long now) {
        count++;
        // All dice are thrown for each: a chance more or less leaves what the others decide as it was.
        SplittableRandom random = new SplittableRandom(seed(seed, count));
        boolean lost = random.nextDouble() < impairments.loss();
        boolean garbled = random.nextDouble() < impairments.garbling();
        boolean late = random.nextDouble() < impairments.lateness();
        boolean doubled = random.nextDouble() < impairments.duplication();
        long jitterNanos = upTo(impairments.jitterNanos(), random);
        long lateNanos = upTo(impairments.latestNanos(), random);
        long copyNanos = upTo(impairments.latestNanos(), random);
        long garblingSeed = random.nextLong();
        if (lost) {
            return new Fate(count, true, false, false, now, OptionalLong.empty(), garblingSeed);
        }
        long arrival = arrival(lengthBytes, jitterNanos, now);
        OptionalLong copy = doubled ? OptionalLong.of(arrival + copyNanos) : OptionalLong.empty();
        if (late) {
            return new Fate(count, false, garbled, true, arrival + lateNanos, copy, garblingSeed);
        }
        latestNanos = arrival;
        return new Fate(count, false, garbled, false, arrival, copy, garblingSeed);
    }

    /** When a datagram arrives if nothing holds it up: behind the one before it. */
    private long arrival(int lengthBytes, long jitterNanos, long now) {
        long start = now + Math.max(0, freeNanos - now);
        freeNanos = start + impairments.busyNanos(lengthBytes);
        long arrival = freeNanos + impairments.delayNanos() + jitterNanos;
        return arrival + Math.max(0, latestNanos - arrival);
    }

    private static long upTo(long mostNanos, SplittableRandom random) {
        return mostNanos == 0 ? 0 : random.nextLong(mostNanos + 1);
    }
}
