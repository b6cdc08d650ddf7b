package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void medianIsTheOneInTheMiddleOrBetweenTwo() {
        assertThat(Numbers.median(9, 1, 5)).isEqualTo(5);
        assertThat(Numbers.median(1, 4, 2, 9)).isEqualTo(3);
        assertThat(Numbers.median(7)).isEqualTo(7);
    }

    @Test
    void whatIsNoNumberIsLeftOutOfAMedian() {
        assertThat(Numbers.median(Double.NaN, 3, Double.POSITIVE_INFINITY)).isEqualTo(3);
        assertThat(Numbers.median()).isNaN();
        assertThat(Numbers.median(Double.NaN)).isNaN();
    }

    @Test
    void ratioIsTheMedianOfTheRoundsOnes() {
        // The second round was disturbed, for both.
        assertThat(Numbers.medianRatio(new double[] {100, 30, 110}, new double[] {80, 25, 100}))
                .isEqualTo(1.2);
    }

    @Test
    void roundsThatOnlyOneHasAreLeftOut() {
        assertThat(Numbers.medianRatio(new double[] {4, 6, 1000}, new double[] {2, 2}))
                .isEqualTo(2.5);
        assertThat(Numbers.medianRatio(new double[] {1}, new double[] {})).isNaN();
    }

    @Test
    void noMeasurementHasNoMostAndNoSum() {
        assertThat(Numbers.most(1, 3, 2)).isEqualTo(3);
        assertThat(Numbers.sum(1, 3, 2)).isEqualTo(6);
        assertThat(Numbers.most()).isNaN();
        assertThat(Numbers.sum()).isNaN();
    }
}
