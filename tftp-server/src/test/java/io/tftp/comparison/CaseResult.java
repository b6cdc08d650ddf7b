package io.tftp.comparison;

import java.util.List;
import java.util.Map;

/**
 * What came of a case.
 *
 * @param theCase what was done
 * @param samples each server's runs, in their order
 */
record CaseResult(Case theCase, Map<Contender, List<Sample>> samples) {

    double figure(Contender contender, Figure figure) {
        return figure.of(samples.getOrDefault(contender, List.of()));
    }

    /** How the figures of two servers compare: the median of the rounds' ratios, since what disturbs a round disturbs both. */
    double ratio(Figure figure, Contender one, Contender other) {
        return Numbers.medianRatio(each(figure, one), each(figure, other));
    }

    private double[] each(Figure figure, Contender contender) {
        return samples.getOrDefault(contender, List.of()).stream()
                .mapToDouble(figure::of)
                .toArray();
    }
}
