package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyRecorderTest {

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void withoutTimesAllIsZero() {
        assertThat(recorder.percentiles())
                .isEqualTo(new Percentiles(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 255, 256, 1_000_000, 123_456_789_012L, Long.MAX_VALUE})
    void aSingleTimeIsEveryPercentile(long nanos) {
        recorder.record(nanos);
        assertThat(recorder.percentile(0)).isEqualTo(Duration.ofNanos(nanos));
        assertThat(recorder.percentile(50)).isEqualTo(Duration.ofNanos(nanos));
        assertThat(recorder.percentile(100)).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void percentilesAreRightWithinAPercent() {
        for (int i = 100_000; i > 0; i--) {
            recorder.record(i * 1_000L);
        }
        assertThat(recorder.percentile(50).toNanos()).isCloseTo(50_000_000L, within(500_000L));
        assertThat(recorder.percentile(95).toNanos()).isCloseTo(95_000_000L, within(950_000L));
        assertThat(recorder.percentile(99).toNanos()).isCloseTo(99_000_000L, within(990_000L));
        assertThat(recorder.percentiles().max()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aTimeBeforeTheStartIsNone() {
        recorder.record(-5);
        assertThat(recorder.percentiles().max()).isZero();
    }

    @Test
    void oneSlowTransferOfAHundredIsInTheMaximumOnly() {
        for (int i = 0; i < 99; i++) {
            recorder.record(100);
        }
        recorder.record(1_000_000);
        assertThat(recorder.percentile(99)).isEqualTo(Duration.ofNanos(100));
        assertThat(recorder.percentiles().max()).isEqualTo(Duration.ofMillis(1));
    }
}
