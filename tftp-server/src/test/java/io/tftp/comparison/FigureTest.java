package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.bench.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void ratesAndTimesAreMedians() {
        List<Sample> samples = List.of(Samples.of(100, 5), Samples.of(50, 7), Samples.of(80, 6));
        assertThat(Figure.RATE.text(samples)).isEqualTo("80.0");
        assertThat(Figure.PROCESSOR_PER_GIGABYTE.text(samples)).isEqualTo("6.000");
        assertThat(Figure.FIRST_DATA_P99.text(samples)).isEqualTo("12.5");
        assertThat(Figure.GENERATOR_SHARE.text(samples)).isEqualTo("50");
    }

    @Test
    void failuresAndDropsAddUpAndMemoryIsTheMost() {
        List<Sample> samples = List.of(Samples.of(100, 5, 0, 0), Samples.of(100, 5), Samples.of(100, 5, 0, 0));
        assertThat(Figure.FAILURES.text(samples)).isEqualTo("2");
        assertThat(Figure.DROPS.text(samples)).isEqualTo("12");
        assertThat(Figure.PEAK_MEMORY.text(samples)).isEqualTo("3");
    }

    @Test
    void runThatCarriedNothingHasNoTimeForEachByte() {
        assertThat(Figure.PROCESSOR_PER_GIGABYTE.text(List.of(Samples.of(100, 5, 0, 0))))
                .isEqualTo("–");
        assertThat(Figure.RATE.text(List.of())).isEqualTo("–");
    }

    @Test
    void timeThatTheSystemDoesNotTellIsNoNumber() {
        Sample sample = Samples.of(100, 5);
        ServerUse unknown = new ServerUse(Duration.ofSeconds(1), Optional.empty(), 0, 0, 0);
        assertThat(Figure.PROCESSOR_PER_GIGABYTE.text(List.of(new Sample(sample.load(), sample.result(), unknown, 0))))
                .isEqualTo("–");
    }

    @Test
    void uploadsThatAreWrongOnTheDiskHaveFailed() {
        Sample sample = Samples.of(100, 5);
        Sample wrong = new Sample(sample.load(), sample.result(), sample.use(), 1);
        assertThat(Figure.FAILURES.text(List.of(wrong))).isEqualTo("1");
    }

    /** 1001 blocks and 104 strays: 1105 came, of which the line made every 20th. */
    @Test
    void copiesThatTheLineMadeAreNotTheServersDoing() {
        Sample sample = Samples.of(100, 5, 1, 104);
        Load doubled = sample.load().over(Line.PLAIN.duplicating(0.05));
        assertThat(Figure.DATA_PER_BLOCK.text(List.of(new Sample(doubled, sample.result(), sample.use(), 0))))
                .isEqualTo("1.051");
    }
}
