package io.tftp.core.impairment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImpairmentsTest {

    static Stream<Runnable> outOfRange() {
        return Stream.of(
                () -> Impairments.NONE.withLoss(1.01),
                () -> Impairments.NONE.withLoss(-0.01),
                () -> Impairments.NONE.withLoss(Double.NaN),
                () -> Impairments.NONE.withDuplication(2, 0),
                () -> Impairments.NONE.withDuplication(0, -1),
                () -> Impairments.NONE.withLateness(2, 0),
                () -> Impairments.NONE.withGarbling(2),
                () -> Impairments.NONE.withDelay(-1, 0),
                () -> Impairments.NONE.withDelay(0, -1),
                () -> Impairments.NONE.withGap(-1),
                () -> Impairments.NONE.withRate(-1),
                () -> Impairments.NONE.withQueue(-1),
                () -> Impairments.NONE.withOvertakers(-1));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void whatIsOutOfRangeIsRefused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsSetIsThere() {
        Impairments all = Impairments.NONE
                .withLoss(0.1)
                .withLateness(0.3, 7)
                .withDuplication(0.2, 8)
                .withGarbling(0.4)
                .withDelay(5, 6)
                .withGap(9)
                .withRate(10)
                .withQueue(11)
                .withOvertakers(12);
        assertThat(all).isEqualTo(new Impairments(0.1, 0.2, 0.3, 0.4, 5, 6, 8, 9, 10, 11, 12));
    }

    @Test
    void onlyWhatTakesTimeIsFaithful() {
        assertThat(Impairments.NONE.withDelay(5, 5).withGap(1).withRate(1).faithful())
                .isTrue();
        assertThat(Impairments.NONE.withLoss(0.1).faithful()).isFalse();
        assertThat(Impairments.NONE.withQueue(1).faithful()).isFalse();
        assertThat(Impairments.NONE.withDuplication(0.1, 0).faithful()).isFalse();
        assertThat(Impairments.NONE.withLateness(0.1, 0).faithful()).isFalse();
        assertThat(Impairments.NONE.withGarbling(0.1).faithful()).isFalse();
    }
}
