package io.tftp.client.bench;

import io.tftp.client.ForeignText;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.TransferStats;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what a run's transfers did, in bounded memory. On the loop's thread. */
final class Tally {

    private static final int MOST_REASONS = 16;
    private static final String OTHERS = "other reasons";

    private final LatencyRecorder latency = new LatencyRecorder();
    private final LatencyRecorder firstData = new LatencyRecorder();
    private final Map<String, Long> failures = new LinkedHashMap<>();
    private @Nullable String firstFailure;
    private long succeeded;
    private long failed;
    private long bytes;
    private long resends;
    private long strays;
    private LoadResult.Span blockSizeBytes = LoadResult.Span.NONE;
    private LoadResult.Span windowSize = LoadResult.Span.NONE;

    void succeed(TransferStats stats, TransferParameters parameters, long latencyNanos, long firstDataNanos) {
        succeeded++;
        bytes += stats.bytes();
        resends += stats.resends();
        strays += stats.strays();
        latency.record(latencyNanos);
        firstData.record(firstDataNanos);
        blockSizeBytes = blockSizeBytes.with(parameters.blockSizeBytes());
        windowSize = windowSize.with(parameters.windowSize());
    }

    /** Transfers failed for a reason that others may share; {@code inFull} tells of this one. */
    void fail(String reason, String inFull, long transfers) {
        failed += transfers;
        String clean = ForeignText.clean(reason);
        boolean listed = failures.containsKey(clean) || failures.size() < MOST_REASONS;
        failures.merge(listed ? clean : OTHERS, transfers, Long::sum);
        if (firstFailure == null) {
            firstFailure = ForeignText.clean(inFull);
        }
    }

    LoadResult result(Duration elapsed, ProcessorTime used) {
        return new LoadResult(
                succeeded,
                failed,
                Collections.unmodifiableMap(new LinkedHashMap<>(failures)),
                Optional.ofNullable(firstFailure),
                bytes,
                elapsed,
                latency.percentiles(),
                firstData.percentiles(),
                resends,
                strays,
                blockSizeBytes,
                windowSize,
                used.process(),
                used.loop(),
                Optional.empty());
    }
}
