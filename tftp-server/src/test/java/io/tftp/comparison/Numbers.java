package io.tftp.comparison;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What several measurements come to. Static. */
final class Numbers {

    private Numbers() {}

    /** The one in the middle, or between the two in the middle. Measurements that gave no number are left out. */
    static double median(double... values) {
        double[] sorted =
                DoubleStream.of(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double most(double... values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    static double sum(double... values) {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).sum();
    }

    /** The median of the ratios of those that were measured one after the other; one may have been measured more often. */
    static double medianRatio(double[] dividends, double[] divisors) {
        return median(IntStream.range(0, Math.min(dividends.length, divisors.length))
                .mapToDouble(i -> dividends[i] / divisors[i])
                .toArray());
    }
}
