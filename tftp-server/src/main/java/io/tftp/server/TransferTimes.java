package io.tftp.server;

import io.tftp.core.loop.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Ends transfers that take longer than they may. Looks when the oldest one's time is up, and doesn't look while there is none.
 * On the loop that it is given.
 */
final class TransferTimes {

    /** Transfers that begin together are ended together. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

    private final EventLoop loop;
    private final LiveTransfers transfers;
    private final Duration longest;
    private boolean watching;

    TransferTimes(EventLoop loop, LiveTransfers transfers, Duration longest) {
        this.loop = loop;
        this.transfers = transfers;
        this.longest = longest;
    }

    /** A transfer is about to begin. */
    void watch() {
        if (!watching) {
            watching = true;
            loop.executeAfter(this::look, longest);
        }
    }

    private void look() {
        long now = loop.clock().nanoTime();
        List<ServerTransfer> overdue = transfers.takeBegunBefore(now - longest.toNanos());
        overdue.forEach(transfer -> transfer.endInTime(longest));
        OptionalLong oldest = transfers.oldestBegunNanos();
        watching = oldest.isPresent();
        if (watching) {
            Duration left = Duration.ofNanos(oldest.getAsLong() + longest.toNanos() - now);
            loop.executeAfter(this::look, left.compareTo(SHORTEST_WAIT) > 0 ? left : SHORTEST_WAIT);
        }
    }
}
