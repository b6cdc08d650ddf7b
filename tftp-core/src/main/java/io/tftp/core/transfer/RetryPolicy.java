package io.tftp.core.transfer;

import java.time.Duration;

/**
 * How long a transfer waits for its peer, and how often it asks again.
 *
 * <p>{@code timeout} is the first wait. It doubles with each unanswered resend up to {@code maxTimeout}, and makes way for
 * the measured round trip, never below {@code minTimeout}, once there is one (RFC 1123 §4.2.3.2: "A TFTP implementation
 * MUST use an adaptive timeout").
 *
 * @param timeout the first wait, 1 ms to 255 s
 * @param minTimeout the least wait that a measured round trip can lead to
 * @param maxTimeout the longest wait that doubling leads to; a longer {@code timeout} lifts it
 * @param retries how often the opening packet is sent again before the transfer gives up, 0 to 100
 */
public record RetryPolicy(Duration timeout, Duration minTimeout, Duration maxTimeout, int retries) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(255);
    private static final int MOST_RETRIES = 100;

    /** First wait 1 s, at least 50 ms, at most 5 s, 5 retries: 22 s until a silent peer is given up. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(5), 5);

    /**
     * Checks the ranges.
     *
     * @param timeout the first wait
     * @param minTimeout the least wait
     * @param maxTimeout the longest wait
     * @param retries how often the opening packet is sent again
     */
    public RetryPolicy {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be 1 ms to 255 s, not " + timeout);
        }
        if (minTimeout.isNegative() || minTimeout.isZero() || maxTimeout.compareTo(minTimeout) < 0) {
            throw new IllegalArgumentException(
                    "need 0 < minTimeout <= maxTimeout, not " + minTimeout + ", " + maxTimeout);
        }
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("retries must be 0 to " + MOST_RETRIES + ", not " + retries);
        }
    }

    /**
     * The same policy with another first wait.
     *
     * @param newTimeout the first wait, 1 ms to 255 s
     * @return the changed policy
     */
    public RetryPolicy withTimeout(Duration newTimeout) {
        return new RetryPolicy(newTimeout, minTimeout, maxTimeout, retries);
    }

    /**
     * The same policy with another number of retries.
     *
     * @param newRetries 0 to 100
     * @return the changed policy
     */
    public RetryPolicy withRetries(int newRetries) {
        return new RetryPolicy(timeout, minTimeout, maxTimeout, newRetries);
    }

    /**
     * How long a peer may be silent before a transfer gives up: the sum of the first wait and of the doubled ones after
     * each retry.
     *
     * @return the time without any progress after which a transfer ends
     */
    public Duration patience() {
        Duration ceiling = ceiling();
        Duration wait = timeout;
        Duration sum = wait;
        for (int retry = 0; retry < retries; retry++) {
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(ceiling) < 0 ? doubled : ceiling;
            sum = sum.plus(wait);
        }
        return sum;
    }

    /** The longest single wait: doubling never shortens the wait that was asked for. */
    Duration ceiling() {
        return maxTimeout.compareTo(timeout) > 0 ? maxTimeout : timeout;
    }
}
