package io.tftp.core.testing;

/**
 * What a link does to datagrams. The chances are of each datagram, 0 to 1.
 *
 * <p>Corruption is what is left of it above UDP: its checksum catches nearly all, and then the datagram is lost. What slips
 * through in the bytes of a block can't be told by TFTP, which has no checksum, so it isn't modelled: no receiver could be
 * blamed. What is garbled here is a header, so that a machine has something to tell by: an opcode that doesn't exist, a
 * datagram cut short of one, or a block number from half the number space away.
 *
 * @param loss the chance to vanish
 * @param duplication the chance to come twice
 * @param lateness the chance to come late, overtaken by others
 * @param garbling the chance to come with a bad header
 * @param delayNanos how long the way takes
 * @param jitterNanos how much longer it may take, without overtaking
 * @param latestNanos how much later a late datagram or the second of two comes at most
 * @param gapNanos how long a datagram keeps the line busy for the next one
 */
public record Impairments(
        double loss,
        double duplication,
        double lateness,
        double garbling,
        long delayNanos,
        long jitterNanos,
        long latestNanos,
        long gapNanos) {

    /** A perfect link of no length. */
    public static final Impairments NONE = new Impairments(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * The same link, losing datagrams.
     *
     * @param chance of each
     * @return the changed link
     */
    public Impairments withLoss(double chance) {
        return new Impairments(chance, duplication, lateness, garbling, delayNanos, jitterNanos, latestNanos, gapNanos);
    }

    /**
     * The same link, carrying datagrams twice.
     *
     * @param chance of each
     * @param mostLaterNanos how much later the second comes at most
     * @return the changed link
     */
    public Impairments withDuplication(double chance, long mostLaterNanos) {
        return new Impairments(loss, chance, lateness, garbling, delayNanos, jitterNanos, mostLaterNanos, gapNanos);
    }

    /**
     * The same link, with datagrams that are overtaken.
     *
     * @param chance of each
     * @param mostLaterNanos how much later it comes at most
     * @return the changed link
     */
    public Impairments withLateness(double chance, long mostLaterNanos) {
        return new Impairments(loss, duplication, chance, garbling, delayNanos, jitterNanos, mostLaterNanos, gapNanos);
    }

    /**
     * The same link at another length.
     *
     * @param nanos one way
     * @param moreNanos how much longer it may take
     * @return the changed link
     */
    public Impairments withDelay(long nanos, long moreNanos) {
        return new Impairments(loss, duplication, lateness, garbling, nanos, moreNanos, latestNanos, gapNanos);
    }

    /**
     * The same link at another speed.
     *
     * @param nanos for each datagram
     * @return the changed link
     */
    public Impairments withGap(long nanos) {
        return new Impairments(loss, duplication, lateness, garbling, delayNanos, jitterNanos, latestNanos, nanos);
    }

    /**
     * Whether every datagram comes, once, in order and whole.
     *
     * @return true if only time is taken
     */
    public boolean faithful() {
        return loss == 0 && duplication == 0 && lateness == 0 && garbling == 0;
    }
}
