package io.tftp.client.bench;

import java.time.Duration;
import java.util.Objects;

/**
 * Percentiles of a set of times.
 *
 * @param p50 the median; 0 if there are no times
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param max the longest
 */
public record Percentiles(Duration p50, Duration p95, Duration p99, Duration max) {
    /**
     * Checks that nothing is null.
     *
     * @param p50 the median
     * @param p95 the 95th percentile
     * @param p99 the 99th percentile
     * @param max the longest
     */
    public Percentiles {
        Objects.requireNonNull(p50, "p50");
        Objects.requireNonNull(p95, "p95");
        Objects.requireNonNull(p99, "p99");
        Objects.requireNonNull(max, "max");
    }
}
