package io.tftp.core.content;

import java.time.Duration;
import java.time.Instant;

/**
 * Which content something is: what two readers of the same version read at the same time is
 * the same, byte for byte. Versions are equal by
 * {@code equals}. Thread-safe.
 */
public interface ContentVersion {

    /** What was written more recently may be written once more without a new time: file systems' clocks tick slowly. */
    Duration SETTLING_TIME = Duration.ofSeconds(2);

    /**
     * When the content was last written.
     *
     * @return by the clock of whoever keeps it
     */
    Instant lastModified();

    /**
     * Whether a later change would show, so that what was read may be kept for others.
     *
     * @param now the time
     * @return true if the content was last written some time ago
     */
    default boolean isSettled(Instant now) {
        return lastModified().plus(SETTLING_TIME).isBefore(now);
    }
}
