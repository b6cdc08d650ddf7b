package io.tftp.core.transfer;

import java.time.Duration;
import java.util.Objects;

/**
 * What a transfer has done so far, as a snapshot.
 *
 * @param bytes octets of content acknowledged by the peer, or received in order
 * @param blocks blocks of content acknowledged by the peer, or received in order
 * @param resends packets sent again: DATA by a sender, ACK by a receiver, the opening by either
 * @param strays packets that changed nothing: duplicates, old or out of order, not of this transfer's kind
 * @param elapsed from the start to the outcome, or to the latest event of a transfer that still runs
 */
public record TransferStats(long bytes, long blocks, long resends, long strays, Duration elapsed) {
    /**
     * Checks that nothing is missing.
     *
     * @param bytes octets of content acknowledged by the peer, or received in order
     * @param blocks blocks of content acknowledged by the peer, or received in order
     * @param resends packets sent again: DATA by a sender, ACK by a receiver, the opening by either
     * @param strays packets that changed nothing: duplicates, old or out of order, not of this transfer's kind
     * @param elapsed from the start to the outcome, or to the latest event of a transfer that still runs
     */
    public TransferStats {
        Objects.requireNonNull(elapsed, "elapsed");
    }

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The mean rate of content.
     *
     * @return bytes a second; 0 if no time has passed
     */
    public double bytesPerSecond() {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : bytes * NANOS_PER_SECOND / nanos;
    }
}
