package io.tftp.client.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a load test. Times are measured at the client, from the first request of a transfer to its end. Times, bytes and packets
 * count successful transfers only.
 *
 * @param succeeded the number of transfers with the right content
 * @param failed the number of other transfers
 * @param failures the number of failures by reason, safe to print; after 16 reasons the rest are counted together
 * @param firstFailure the first failure in full; empty if there was none
 * @param bytes the transferred content in bytes
 * @param elapsed from the first request to the last transfer's end
 * @param latency the duration of whole transfers
 * @param firstData the time to the first block of a get, or to the first answer to a put
 * @param resends packets that the client sent again
 * @param strays packets from the server that were duplicate or out of order
 * @param blockSizeBytes the negotiated block sizes in bytes
 * @param windowSize the negotiated window sizes in blocks
 * @param processorTime the CPU time of this process; empty if the system doesn't tell
 * @param loopTime the part of it that the event loop's thread used: the rest is the JVM's, mostly for compiling
 * @param readBack the result of getting the puts back; empty if that wasn't requested
 */
public record LoadResult(
        long succeeded,
        long failed,
        Map<String, Long> failures,
        Optional<String> firstFailure,
        long bytes,
        Duration elapsed,
        Percentiles latency,
        Percentiles firstData,
        long resends,
        long strays,
        Span blockSizeBytes,
        Span windowSize,
        Optional<Duration> processorTime,
        Optional<Duration> loopTime,
        Optional<LoadResult> readBack) {
    /**
     * Checks that nothing is null.
     *
     * @param succeeded the number of transfers with the right content
     * @param failed the number of other transfers
     * @param failures the number of failures by reason
     * @param firstFailure the first failure in full
     * @param bytes the transferred content in bytes
     * @param elapsed from the first request to the last transfer's end
     * @param latency the duration of whole transfers
     * @param firstData the time to the first block of a get, or to the first answer to a put
     * @param resends packets that the client sent again
     * @param strays packets from the server that were duplicate or out of order
     * @param blockSizeBytes the negotiated block sizes in bytes
     * @param windowSize the negotiated window sizes in blocks
     * @param processorTime the CPU time of this process
     * @param loopTime the part of it that the event loop's thread used: the rest is the JVM's, mostly for compiling
     * @param readBack the result of getting the puts back
     */
    public LoadResult {
        Objects.requireNonNull(failures, "failures");
        Objects.requireNonNull(firstFailure, "firstFailure");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(latency, "latency");
        Objects.requireNonNull(firstData, "firstData");
        Objects.requireNonNull(blockSizeBytes, "blockSizeBytes");
        Objects.requireNonNull(windowSize, "windowSize");
        Objects.requireNonNull(processorTime, "processorTime");
        Objects.requireNonNull(loopTime, "loopTime");
        Objects.requireNonNull(readBack, "readBack");
    }

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The smallest and the largest of several values.
     *
     * @param min the smallest; 0 if there are none
     * @param max the largest; 0 if there are none
     */
    public record Span(int min, int max) {

        static final Span NONE = new Span(0, 0);

        Span with(int value) {
            return max == 0 ? new Span(value, value) : value < min || value > max ? widened(value) : this;
        }

        private Span widened(int value) {
            return new Span(Math.min(min, value), Math.max(max, value));
        }
    }

    LoadResult withReadBack(LoadResult check) {
        return new LoadResult(
                succeeded,
                failed,
                failures,
                firstFailure,
                bytes,
                elapsed,
                latency,
                firstData,
                resends,
                strays,
                blockSizeBytes,
                windowSize,
                processorTime,
                loopTime,
                Optional.of(check));
    }

    /**
     * Whether all transfers succeeded, and all read-backs.
     *
     * @return true if nothing failed and at least one transfer was made
     */
    public boolean allSucceeded() {
        return failed == 0 && succeeded > 0 && readBack.stream().allMatch(LoadResult::allSucceeded);
    }

    /**
     * The mean rate of content.
     *
     * @return bytes per second; 0 if no time has passed
     */
    public double bytesPerSecond() {
        return perSecond(bytes);
    }

    /**
     * The mean rate of transfers that succeeded.
     *
     * @return transfers per second; 0 if no time has passed
     */
    public double transfersPerSecond() {
        return perSecond(succeeded);
    }

    private double perSecond(long count) {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : count * NANOS_PER_SECOND / nanos;
    }
}
