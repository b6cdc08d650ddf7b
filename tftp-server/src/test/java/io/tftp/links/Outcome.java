package io.tftp.links;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of one trial, or of several.
 *
 * @param done whether every file came whole; if not, the transfers were given up or gave up
 * @param seconds how long it took
 * @param measure the same as a multiple of the line time, or in seconds where the link has no rate; infinite if it isn't done
 * @param sent how many DATA packets were sent for each that is needed
 * @param spread how many times as long as the fastest of several transfers the slowest took; 1 for one
 */
record Outcome(boolean done, double seconds, double measure, double sent, double spread) {

    /** The medians of several rounds; of an even number the worse one of the two in the middle. */
    static Outcome median(List<Outcome> rounds) {
        double measure = median(rounds, Outcome::measure);
        return new Outcome(
                Double.isFinite(measure),
                median(rounds, Outcome::seconds),
                measure,
                median(rounds, Outcome::sent),
                median(rounds, Outcome::spread));
    }

    private static double median(List<Outcome> rounds, ToDoubleFunction<Outcome> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    boolean meets(Link.Wanted wanted) {
        return done
                && measure <= wanted.time().orElse(Double.POSITIVE_INFINITY)
                && sent <= wanted.sent()
                && spread <= wanted.spread().orElse(Double.POSITIVE_INFINITY);
    }
}
