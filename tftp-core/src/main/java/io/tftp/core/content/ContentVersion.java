package io.tftp.core.content;

import java.time.Duration;
import java.time.Instant;

/**
 * Which content something is: what two readers of the same version read is the same, byte for byte. Versions are equal by
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
     * Whether whoever opens the content now still finds this version. It asks the system, once.
     *
     * @return false if it was changed, replaced or removed, or can't be seen
     */
    boolean isCurrent();

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
