package io.tftp.core.impairment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One direction of a bad line: decides what happens to each datagram that is sent over it.
 *
 * <p>What happens to the n-th datagram depends on the seed and on n alone, so that the same traffic meets the same fate, and one
 * packet more at the end changes nothing before it. Only when it arrives depends on when it was sent, and, where the line is slow,
 * on what was sent before it; and where the queue before a slow line is short, whether it finds room there.
 *
 * <p>One thread at a time.
 */
public final class ImpairedLine {

    private static final long ODD_A = 0xbf58_476d_1ce4_e5b9L;
    private static final long ODD_B = 0x94d0_49bb_1331_11ebL;

    private final Impairments impairments;
    private final long seed;
    private final Bottleneck bottleneck;

    /** Late ones that wait to be overtaken, in their order. */
    private final List<Held> held = new ArrayList<>();

    private long count;
    private long latestNanos;

    /** A late one: when it comes even so, and how many are still to overtake it. */
    private static final class Held {
        private final long number;
        private final long untilNanos;
        private int overtakers;

        Held(long number, long untilNanos, int overtakers) {
            this.number = number;
            this.untilNanos = untilNanos;
            this.overtakers = overtakers;
        }
    }

    /**
     * Creates a line of its own that nothing was sent over yet.
     *
     * @param impairments what happens to the datagrams
     * @param seed what chance begins with
     * @param now the time, of any monotonic clock
     */
    public ImpairedLine(Impairments impairments, long seed, long now) {
        this(impairments, new Bottleneck(impairments, now), seed, now);
    }

    /**
     * Creates a line that shares its narrowest part with others.
     *
     * @param impairments what happens to the datagrams
     * @param bottleneck what they all have to pass, one behind the other
     * @param seed what chance begins with
     * @param now the time, of any monotonic clock
     */
    public ImpairedLine(Impairments impairments, Bottleneck bottleneck, long seed, long now) {
        this.impairments = Objects.requireNonNull(impairments, "impairments");
        this.bottleneck = Objects.requireNonNull(bottleneck, "bottleneck");
        this.seed = seed;
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
     * @param lengthBytes its length, as the line counts it
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
            return Fate.lost(count, now); // before it came to the line, which has no work with it
        }
        OptionalLong carried = bottleneck.carry(lengthBytes, now);
        if (carried.isEmpty()) {
            return Fate.overflowed(count, now);
        }
        long arrival = inOrder(carried.getAsLong() + impairments.delayNanos() + jitterNanos);
        OptionalLong copy = doubled ? OptionalLong.of(arrival + copyNanos) : OptionalLong.empty();
        if (!late) {
            latestNanos = arrival;
            List<Long> overtaken = overtake(arrival);
            return new Fate(count, false, false, garbled, false, arrival, copy, garblingSeed, overtaken);
        }
        long comes = arrival + lateNanos;
        if (impairments.overtakers() > 0) {
            comes = arrival + impairments.latestNanos();
            held.add(new Held(count, comes, impairments.overtakers()));
        }
        return new Fate(count, false, false, garbled, true, comes, copy, garblingSeed, List.of());
    }

    /** Behind the one before it. */
    private long inOrder(long arrival) {
        return arrival + Math.max(0, latestNanos - arrival);
    }

    /** One that isn't late arrives: whom it is the last to overtake. */
    private List<Long> overtake(long arrival) {
        if (held.isEmpty()) {
            return List.of();
        }
        List<Long> overtaken = new ArrayList<>();
        for (Iterator<Held> late = held.iterator(); late.hasNext(); ) {
            Held each = late.next();
            each.overtakers--;
            boolean there = each.untilNanos - arrival <= 0;
            if (!there && each.overtakers == 0) {
                overtaken.add(each.number);
            }
            if (there || each.overtakers == 0) {
                late.remove();
            }
        }
        return overtaken;
    }

    private static long upTo(long mostNanos, SplittableRandom random) {
        return mostNanos == 0 ? 0 : random.nextLong(mostNanos + 1);
    }
}
