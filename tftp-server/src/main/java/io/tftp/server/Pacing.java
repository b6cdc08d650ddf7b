package io.tftp.server;

import io.tftp.core.loop.Clock;
import io.tftp.core.loop.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast transfers may go, all together and each. Thread-safe. */
final class Pacing {

    /** So much of a second may go at once, after a pause: the system's timers aren't exact. */
    private static final int SHARE_AT_ONCE = 20;

    private final Clock clock;
    private final Optional<TokenBucket> all;
    private final long eachBytesPerSecond;

    Pacing(ServerLimits limits, Clock clock) {
        this.clock = clock;
        all = limits.bytesPerSecond() > 0 ? Optional.of(bucket(limits.bytesPerSecond())) : Optional.empty();
        eachBytesPerSecond = limits.transferBytesPerSecond();
    }

    private TokenBucket bucket(long bytesPerSecond) {
        return new TokenBucket(bytesPerSecond, Math.max(1, bytesPerSecond / SHARE_AT_ONCE), clock.nanoTime());
    }

    /** What the next transfer's bytes are taken from; nothing if there is no limit. */
    List<TokenBucket> rates() {
        List<TokenBucket> rates = new ArrayList<>();
        all.ifPresent(rates::add);
        if (eachBytesPerSecond > 0) {
            rates.add(bucket(eachBytesPerSecond));
        }
        return rates;
    }
}
