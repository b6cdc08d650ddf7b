package io.tftp.comparison;

import io.tftp.client.bench.LoadResult;
import io.tftp.client.bench.LoadResult.Span;
import io.tftp.client.bench.Percentiles;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Made-up runs of one client, 1 MB long, for tests. Static. */
final class Samples {

    static final int FILE_BYTES = 1_000_000;
    static final Load LOAD = Load.get(FILE_BYTES).blockSize(1000);

    private Samples() {}

    /** A run at so many MB/s, in which the server used so many milliseconds. */
    static Sample of(double megabytesPerSecond, long processorMillis) {
        return of(megabytesPerSecond, processorMillis, 1, 0);
    }

    static Sample of(double megabytesPerSecond, long processorMillis, long succeeded, long strays) {
        Duration elapsed = Duration.ofNanos(Math.round(1e9 / megabytesPerSecond));
        Percentiles times = new Percentiles(elapsed, elapsed, elapsed, elapsed);
        LoadResult result = new LoadResult(
                succeeded,
                LOAD.transfers() - succeeded,
                Map.of(),
                Optional.empty(),
                FILE_BYTES * succeeded,
                elapsed,
                times,
                times,
                0,
                strays,
                new Span(1000, 1000),
                new Span(1, 1),
                Optional.of(elapsed),
                Optional.of(elapsed.dividedBy(2)),
                Optional.empty());
        ServerUse use = new ServerUse(elapsed, Optional.of(Duration.ofMillis(processorMillis)), 3 << 20, 2 << 20, 4);
        return new Sample(LOAD, result, use, 0);
    }
}
