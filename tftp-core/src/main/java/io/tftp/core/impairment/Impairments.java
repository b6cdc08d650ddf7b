package io.tftp.core.impairment;

import java.util.function.Consumer;

/**
 * What a line does to datagrams, in one direction. The chances are of each datagram, 0 to 1. Immutable, for any thread.
 *
 * @param loss the chance to vanish
 * @param duplication the chance to come twice
 * @param lateness the chance to come late, overtaken by others
 * @param garbling the chance to come garbled; {@link Garbling} has what that means
 * @param delayNanos how long the way takes, 0 or more
 * @param jitterNanos how much longer it may take, without overtaking, 0 or more
 * @param latestNanos how much later a late datagram or the second of two comes at most, 0 or more
 * @param gapNanos how long a datagram keeps the line busy for the next one, whatever its length, 0 or more
 * @param bytesPerSecond how much the line carries; 0 for any amount
 * @param queuePackets how many datagrams wait for a slow line at most, 0 for any number; one that finds so many is dropped
 * @param overtakers how many datagrams overtake a late one, unless {@code latestNanos} pass before; 0 to let the time alone decide
 */
public record Impairments(
        double loss,
        double duplication,
        double lateness,
        double garbling,
        long delayNanos,
        long jitterNanos,
        long latestNanos,
        long gapNanos,
        long bytesPerSecond,
        int queuePackets,
        int overtakers) {

    /** A perfect line of no length. */
    public static final Impairments NONE = new Impairments(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Checks the ranges.
     *
     * @param loss the chance to vanish
     * @param duplication the chance to come twice
     * @param lateness the chance to come late
     * @param garbling the chance to come garbled
     * @param delayNanos how long the way takes
     * @param jitterNanos how much longer it may take
     * @param latestNanos how much later the late and the second come at most
     * @param gapNanos how long a datagram keeps the line busy
     * @param bytesPerSecond how much the line carries
     * @param queuePackets how many datagrams wait for it at most
     * @param overtakers how many datagrams overtake a late one
     * @throws IllegalArgumentException saying what is out of its range
     */
    public Impairments {
        chance("loss", loss);
        chance("duplication", duplication);
        chance("lateness", lateness);
        chance("garbling", garbling);
        positive("delay", delayNanos);
        positive("jitter", jitterNanos);
        positive("lateness", latestNanos);
        positive("gap", gapNanos);
        positive("rate", bytesPerSecond);
        positive("queue", queuePackets);
        positive("number of overtakers", overtakers);
    }

    private static void chance(String what, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("the chance of " + what + " must be 0 to 1, not " + chance);
        }
    }

    private static void positive(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("the " + what + " must be 0 or more, not " + value);
        }
    }

    /**
     * The same line, losing datagrams.
     *
     * @param chance of each, 0 to 1
     * @return the changed line
     */
    public Impairments withLoss(double chance) {
        return with(copy -> copy.loss = chance);
    }

    /**
     * The same line, carrying datagrams twice.
     *
     * @param chance of each, 0 to 1
     * @param mostLaterNanos how much later the second comes at most, and a late one
     * @return the changed line
     */
    public Impairments withDuplication(double chance, long mostLaterNanos) {
        return with(copy -> {
            copy.duplication = chance;
            copy.latestNanos = mostLaterNanos;
        });
    }

    /**
     * The same line, with datagrams that are overtaken.
     *
     * @param chance of each, 0 to 1
     * @param mostLaterNanos how much later it comes at most, and the second of two
     * @return the changed line
     */
    public Impairments withLateness(double chance, long mostLaterNanos) {
        return with(copy -> {
            copy.lateness = chance;
            copy.latestNanos = mostLaterNanos;
        });
    }

    /**
     * The same line, garbling datagrams.
     *
     * @param chance of each, 0 to 1
     * @return the changed line
     */
    public Impairments withGarbling(double chance) {
        return with(copy -> copy.garbling = chance);
    }

    /**
     * The same line at another length.
     *
     * @param nanos one way
     * @param moreNanos how much longer it may take
     * @return the changed line
     */
    public Impairments withDelay(long nanos, long moreNanos) {
        return with(copy -> {
            copy.delayNanos = nanos;
            copy.jitterNanos = moreNanos;
        });
    }

    /**
     * The same line, busy for a time with each datagram.
     *
     * @param nanos for each datagram
     * @return the changed line
     */
    public Impairments withGap(long nanos) {
        return with(copy -> copy.gapNanos = nanos);
    }

    /**
     * The same line at another speed.
     *
     * @param bytes how many it carries in a second; 0 for any amount
     * @return the changed line
     */
    public Impairments withRate(long bytes) {
        return with(copy -> copy.bytesPerSecond = bytes);
    }

    /**
     * The same line with another queue before it.
     *
     * @param packets how many datagrams wait at most, the one on the line not counted; 0 for any number
     * @return the changed line
     */
    public Impairments withQueue(int packets) {
        return with(copy -> copy.queuePackets = packets);
    }

    /**
     * The same line, holding a late datagram back until so many have overtaken it that are not late themselves, or until the most
     * time has passed that it may be late ({@link #withLateness}).
     *
     * @param packets how many; 0 to let the time alone decide
     * @return the changed line
     */
    public Impairments withOvertakers(int packets) {
        return with(copy -> copy.overtakers = packets);
    }

    /** Only the {@code with} methods change a copy, before anyone sees it: what they don't name stays. */
    private Impairments with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /**
     * Whether every datagram comes, once, in order and whole.
     *
     * @return true if only time is taken
     */
    public boolean faithful() {
        return loss == 0 && duplication == 0 && lateness == 0 && garbling == 0 && queuePackets == 0;
    }

    /** How long a datagram keeps the line busy. */
    long busyNanos(int lengthBytes) {
        return gapNanos + (bytesPerSecond == 0 ? 0 : (long) (lengthBytes * NANOS_PER_SECOND / bytesPerSecond));
    }

    /** The parts of a line that is being made of another. */
    private static final class Copy {

        private double loss;
        private double duplication;
        private double lateness;
        private double garbling;
        private long delayNanos;
        private long jitterNanos;
        private long latestNanos;
        private long gapNanos;
        private long bytesPerSecond;
        private int queuePackets;
        private int overtakers;

        Copy(Impairments line) {
            loss = line.loss;
            duplication = line.duplication;
            lateness = line.lateness;
            garbling = line.garbling;
            delayNanos = line.delayNanos;
            jitterNanos = line.jitterNanos;
            latestNanos = line.latestNanos;
            gapNanos = line.gapNanos;
            bytesPerSecond = line.bytesPerSecond;
            queuePackets = line.queuePackets;
            overtakers = line.overtakers;
        }

        Impairments made() {
            return new Impairments(
                    loss,
                    duplication,
                    lateness,
                    garbling,
                    delayNanos,
                    jitterNanos,
                    latestNanos,
                    gapNanos,
                    bytesPerSecond,
                    queuePackets,
                    overtakers);
        }
    }
}
