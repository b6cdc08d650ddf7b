package io.tftp.core.impairment;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * What happens to one datagram on its way. Immutable, for any thread.
 *
 * @param number its place among those of its line, from 1 on
 * @param lost whether it vanishes by chance; then nothing else is true of it
 * @param overflowed whether it finds the queue before the line full, and is dropped; then nothing else is true of it
 * @param garbled whether it comes garbled
 * @param late whether others may overtake it
 * @param arrivalNanos when it comes, on the clock that the line was told; at the latest, if it is named in another's {@code overtaken}
 *     before
 * @param copyNanos when it comes once more; empty if it comes once
 * @param garblingSeed how it is garbled
 * @param overtaken the numbers of late ones that have waited for this one, and come right behind it
 */
public record Fate(
        long number,
        boolean lost,
        boolean overflowed,
        boolean garbled,
        boolean late,
        long arrivalNanos,
        OptionalLong copyNanos,
        long garblingSeed,
        List<Long> overtaken) {

    /**
     * Checks that nothing is missing.
     *
     * @param number its place among those of its line, from 1 on
     * @param lost whether it vanishes
     * @param overflowed whether it found the queue full
     * @param garbled whether it comes garbled
     * @param late whether others may overtake it
     * @param arrivalNanos when it comes, on the clock that the line was told
     * @param copyNanos when it comes once more
     * @param garblingSeed how it is garbled
     * @param overtaken which late ones come right behind it
     */
    public Fate {
        Objects.requireNonNull(copyNanos, "copyNanos");
        overtaken = List.copyOf(overtaken);
    }

    /** One that vanishes by chance. */
    static Fate lost(long number, long now) {
        return new Fate(number, true, false, false, false, now, OptionalLong.empty(), 0, List.of());
    }

    /** One that found the queue full. */
    static Fate overflowed(long number, long now) {
        return new Fate(number, false, true, false, false, now, OptionalLong.empty(), 0, List.of());
    }

    /**
     * Whether it doesn't come at all.
     *
     * @return true if it was lost by chance or found the queue full
     */
    public boolean dropped() {
        return lost || overflowed;
    }

    /**
     * Whether it comes twice.
     *
     * @return true if there is a copy
     */
    public boolean doubled() {
        return copyNanos.isPresent();
    }

    /**
     * The bytes that come.
     *
     * @param sent those that were sent; they may be changed
     * @return the same, or what became of them
     */
    public byte[] bytes(byte[] sent) {
        Objects.requireNonNull(sent, "sent");
        return garbled ? Garbling.garble(sent, new SplittableRandom(garblingSeed)) : sent;
    }
}
