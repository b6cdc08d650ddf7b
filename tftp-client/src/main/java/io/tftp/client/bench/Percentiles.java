package io.tftp.client.bench;

import java.time.Duration;

/**
 * What many times were like.
 *
 * @param p50 half of them were no longer; 0 if there are none
 * @param p95 95% were no longer
 * @param p99 99% were no longer
 * @param max the longest
 */
public record Percentiles(Duration p50, Duration p95, Duration p99, Duration max) {}
