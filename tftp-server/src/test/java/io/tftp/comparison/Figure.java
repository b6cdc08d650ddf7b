package io.tftp.comparison;

import static io.tftp.comparison.Sample.seconds;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is read off a run, how several runs make one number of it, and how that is written.
 *
 * @param title with the unit
 * @param format of the number
 * @param over how several runs make one
 * @param reading how one run gives it
 */
record Figure(String title, String format, Over over, ToDoubleFunction<Sample> reading) {

    static final Figure RATE =
            new Figure("MB/s", "%,.1f", Over.MEDIAN, sample -> sample.result().bytesPerSecond() / 1e6);

    static final Figure REQUESTS = new Figure(
            "requests/s", "%,.0f", Over.MEDIAN, sample -> sample.result().transfersPerSecond());

    static final Figure PROCESSOR_PER_GIGABYTE = new Figure(
            "CPU s/GB",
            "%.3f",
            Over.MEDIAN,
            sample -> sample.use().processorSeconds() / sample.result().bytes() * 1e9);

    static final Figure PROCESSOR_PER_REQUEST = new Figure(
            "CPU µs/request",
            "%,.1f",
            Over.MEDIAN,
            sample -> sample.use().processorSeconds() / sample.result().succeeded() * 1e6);

    static final Figure SECONDS = new Figure("time, s", "%,.2f", Over.MEDIAN, Sample::seconds);

    static final Figure FIRST_DATA_MEDIAN = new Figure(
            "first DATA p50, ms",
            "%,.1f",
            Over.MEDIAN,
            sample -> millis(sample.result().firstData().p50()));

    static final Figure FIRST_DATA_P99 = new Figure(
            "first DATA p99, ms",
            "%,.1f",
            Over.MEDIAN,
            sample -> millis(sample.result().firstData().p99()));

    static final Figure TRANSFER_MEDIAN = new Figure(
            "transfer p50, ms",
            "%,.1f",
            Over.MEDIAN,
            sample -> millis(sample.result().latency().p50()));

    static final Figure TRANSFER_P99 = new Figure(
            "transfer p99, ms",
            "%,.1f",
            Over.MEDIAN,
            sample -> millis(sample.result().latency().p99()));

    static final Figure SLOWEST_TO_MEDIAN = new Figure(
            "slowest / median",
            "%.2f",
            Over.MEDIAN,
            sample -> seconds(sample.result().latency().max())
                    / seconds(sample.result().latency().p50()));

    static final Figure PEAK_MEMORY =
            new Figure("peak MiB", "%,.0f", Over.MOST, sample -> sample.use().peakBytes() / 1048576.0);

    static final Figure RESIDENT =
            new Figure("RSS MiB", "%,.0f", Over.MOST, sample -> sample.use().residentBytes() / 1048576.0);

    /** What a duplicating line makes of each packet isn't the server's doing. */
    static final Figure DATA_PER_BLOCK = new Figure(
            "DATA per block",
            "%.3f",
            Over.MEDIAN,
            sample -> (sample.load().blocks() * sample.result().succeeded()
                            + sample.result().strays())
                    / (1 + sample.load().line().duplicateShare())
                    / (sample.load().blocks() * sample.result().succeeded()));

    static final Figure PROCESSOR_SHARE = new Figure(
            "CPU %",
            "%.2f",
            Over.MEDIAN,
            sample ->
                    100 * sample.use().processorSeconds() / seconds(sample.use().period()));

    static final Figure DROPS = new Figure(
            "dropped requests", "%,.0f", Over.SUM, sample -> sample.use().drops());

    static final Figure FAILURES = new Figure("failed", "%,.0f", Over.SUM, Sample::failures);

    static final Figure GENERATOR_SHARE = new Figure(
            "generator busy %",
            "%.0f",
            Over.MEDIAN,
            sample -> 100 * seconds(sample.result().loopTime().orElse(Duration.ZERO)) / sample.seconds());

    /** How several runs make one number. */
    enum Over {
        MEDIAN,
        MOST,
        SUM
    }

    private static double millis(Duration duration) {
        return seconds(duration) * 1e3;
    }

    double of(Sample sample) {
        return reading.applyAsDouble(sample);
    }

    /** The number of several runs; not a number if there was none. */
    double of(List<Sample> samples) {
        double[] values = samples.stream().mapToDouble(this::of).toArray();
        return switch (over) {
            case MEDIAN -> Numbers.median(values);
            case MOST -> Numbers.most(values);
            case SUM -> Numbers.sum(values);
        };
    }

    String text(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
    }

    String text(List<Sample> samples) {
        return text(of(samples));
    }

    @Override
    public String toString() {
        return title;
    }
}
