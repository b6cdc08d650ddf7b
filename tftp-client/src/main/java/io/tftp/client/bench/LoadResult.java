package io.tftp.client.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run showed. Times run from a transfer's first request to its end, as a client sees them; they, the bytes and the
 * packets are those of the transfers that succeeded.
 *
 * @param succeeded how many transfers carried the right content
 * @param failed how many didn't
 * @param failures how many failed for which reason, fit for a terminal; after 16 reasons the rest are counted together
 * @param firstFailure the first one in full; empty if there was none
 * @param bytes how much content was carried
 * @param elapsed from the first request to the last transfer's end
 * @param latency of whole transfers
 * @param firstData until the first block of a get came, or the first answer to a put
 * @param resends packets that this side sent again
 * @param strays packets of the server that changed nothing: duplicates, out of order
 * @param blockSizeBytes what was agreed
 * @param windowSize what was agreed
 * @param processorTime what this process used meanwhile; empty where the system doesn't tell
 * @param loopTime what of it the event loop's thread used: the rest is the JVM's own, compiling most of all
 * @param readBack what getting the puts back showed; empty if it wasn't asked for
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
     * Checks that nothing is missing.
     *
     * @param succeeded how many transfers carried the right content
     * @param failed how many didn't
     * @param failures how many failed for which reason, fit for a terminal
     * @param firstFailure the first one in full
     * @param bytes how much content was carried
     * @param elapsed from the first request to the last transfer's end
     * @param latency of whole transfers
     * @param firstData until the first block of a get came, or the first answer to a put
     * @param resends packets that this side sent again
     * @param strays packets of the server that changed nothing: duplicates, out of order
     * @param blockSizeBytes what was agreed
     * @param windowSize what was agreed
     * @param processorTime what this process used meanwhile
     * @param loopTime what of it the event loop's thread used: the rest is the JVM's own, compiling most of all
     * @param readBack what getting the puts back showed
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
     * The least and the most of something.
     *
     * @param min the least; 0 if there is nothing
     * @param max the most; 0 if there is nothing
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
     * Whether each transfer, and each one's check, succeeded.
     *
     * @return true if nothing failed and something was done
     */
    public boolean allSucceeded() {
        return failed == 0 && succeeded > 0 && readBack.stream().allMatch(LoadResult::allSucceeded);
    }

    /**
     * The mean rate of content.
     *
     * @return bytes a second; 0 if no time has passed
     */
    public double bytesPerSecond() {
        return perSecond(bytes);
    }

    /**
     * The mean rate of transfers that succeeded.
     *
     * @return transfers a second; 0 if no time has passed
     */
    public double transfersPerSecond() {
        return perSecond(succeeded);
    }

    private double perSecond(long count) {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : count * NANOS_PER_SECOND / nanos;
    }
}
