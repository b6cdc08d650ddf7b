package io.tftp.core.impairment;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * What happens to one datagram on its way. Immutable, for any thread.
 *
 * @param number its place among those of its line, from 1 on
 * @param lost whether it vanishes; then nothing else is true of it
 * @param garbled whether it comes garbled
 * @param late whether others may overtake it
 * @param arrivalNanos when it comes, on the clock that the line was told
 * @param copyNanos when it comes once more; empty if it comes once
 * @param garblingSeed how it is garbled
 */
public record Fate(
        long number,
        boolean lost,
        boolean garbled,
        boolean late,
        long arrivalNanos,
        OptionalLong copyNanos,
        long garblingSeed) {
    /**
     * Checks that nothing is missing.
     *
     * @param number its place among those of its line, from 1 on
     * @param lost whether it vanishes
     * @param garbled whether it comes garbled
     * @param late whether others may overtake it
     * @param arrivalNanos when it comes, on the clock that the line was told
     * @param copyNanos when it comes once more
     * @param garblingSeed how it is garbled
     */
    public Fate {
        Objects.requireNonNull(copyNanos, "copyNanos");
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
