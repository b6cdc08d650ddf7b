package io.tftp.client.cli;

import io.tftp.client.bench.LoadPlan;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.client.bench.LoadResult;
import io.tftp.client.bench.Percentiles;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a run of bench showed, for people. Static. */
final class BenchReport {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;

    /** One loop is one thread: from here on it may be what limits. */
    private static final double BUSY = 0.9;

    private static final double LONG_ENOUGH_SECONDS = 1;

    private BenchReport() {}

    static String text(LoadPlan plan, LoadResult result) {
        StringBuilder text = new StringBuilder();
        line(text, "transfers", "%,d ok, %,d failed", result.succeeded(), result.failed());
        result.failures().forEach((reason, count) -> line(text, "", "%,d: %s", count, reason));
        result.firstFailure().ifPresent(first -> line(text, "", "the first: %s", first));
        line(
                text,
                "content",
                "%,d bytes in %.3f s: %.1f MB/s, %,.1f transfers/s",
                result.bytes(),
                seconds(result.elapsed()),
                result.bytesPerSecond() / MEGABYTE,
                result.transfersPerSecond());
        if (result.succeeded() > 0) {
            Percentiles times = result.latency();
            line(
                    text,
                    "latency",
                    "p50 %s, p95 %s, p99 %s, max %s",
                    time(times.p50()),
                    time(times.p95()),
                    time(times.p99()),
                    time(times.max()));
            Percentiles first = result.firstData();
            line(
                    text,
                    plan.direction() == Direction.GET ? "first DATA" : "first answer",
                    "p50 %s, p99 %s, max %s",
                    time(first.p50()),
                    time(first.p99()),
                    time(first.max()));
            line(text, "packets", "%,d resent, %,d duplicate or out of order", result.resends(), result.strays());
            line(text, "agreed", "blksize %s, windowsize %s", span(result.blockSizeBytes()), span(result.windowSize()));
        }
        result.processorTime()
                .ifPresent(time -> line(
                        text, "generator", "%.2f s of CPU time%s%s", seconds(time), loop(result), each(result, time)));
        result.readBack().ifPresent(check -> {
            line(text, "read back", "%,d correct, %,d wrong or missing", check.succeeded(), check.failed());
            check.failures().forEach((reason, count) -> line(text, "", "%,d: %s", count, reason));
        });
        return text.toString();
    }

    private static String loop(LoadResult result) {
        return result.loopTime()
                .map(time -> String.format(Locale.ROOT, ", %.2f s of it in its event loop", seconds(time)))
                .orElse("");
    }

    private static String each(LoadResult result, Duration time) {
        return result.bytes() == 0
                ? ""
                : String.format(Locale.ROOT, ", %.2f s per GB", seconds(time) / (result.bytes() / GIGABYTE));
    }

    private static void line(StringBuilder text, String what, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-13s", what));
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private static String span(LoadResult.Span span) {
        return span.min() == span.max() ? Integer.toString(span.min()) : span.min() + " to " + span.max();
    }

    private static String time(Duration time) {
        double seconds = seconds(time);
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", seconds * MILLIS_PER_SECOND)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    /** A warning where the generator itself was too busy for its figures to be the server's. */
    static Optional<String> limit(LoadResult result) {
        double elapsed = seconds(result.elapsed());
        double used = result.loopTime().map(BenchReport::seconds).orElse(0.0);
        return elapsed >= LONG_ENOUGH_SECONDS && used > BUSY * elapsed
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "tftp: bench: the generator's event loop was busy %.0f%% of the time: it may be the bottleneck, not"
                                + " the server",
                        Math.min(100, 100 * used / elapsed)))
                : Optional.empty();
    }
}
