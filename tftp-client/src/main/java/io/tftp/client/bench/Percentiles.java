package io.tftp.client.bench;

import java.time.Duration;
import java.util.Objects;

/**
 * What many times were like.
 *
 * @param p50 half of them were no longer; 0 if there are none
 * @param p95 95% were no longer
 * @param p99 99% were no longer
 * @param max the longest
 */
public record Percentiles(Duration p50, Duration p95, Duration p99, Duration max) {
    /**
     * Checks that nothing is missing.
     *
     * @param p50 half of them were no longer
     * @param p95 95% were no longer
     * @param p99 99% were no longer
     * @param max the longest
     */
    public Percentiles {
        Objects.requireNonNull(p50, "p50");
        Objects.requireNonNull(p95, "p95");
        Objects.requireNonNull(p99, "p99");
        Objects.requireNonNull(max, "max");
    }
}
