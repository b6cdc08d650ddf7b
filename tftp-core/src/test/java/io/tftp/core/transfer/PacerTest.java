package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    /** What got through had waited in a queue. */
    private static final long WAITED = 1_000 * MILLI;

    private final Pacer pacer = new Pacer();
    private long now = Long.MAX_VALUE - 5; // overflows at once

    @Test
    void nothingWaitsAsLongAsNothingIsLost() {
        for (int window = 0; window < 100; window++) {
            assertThat(pacer.run()).isEqualTo(Integer.MAX_VALUE);
            pacer.sent(64, now);
            assertThat(pacer.pausing()).isFalse();
            pacer.sample(MILLI, true);
            pacer.clean();
        }
    }

    @Test
    void afterALossARunIsShorterThanWhatGotThroughAndWaitsUntilTheLineHasCarriedIt() {
        pacer.lost(12, MILLI, true, WAITED, now);
        assertThat(pacer.run()).isEqualTo(9);
        pacer.sent(9, now);
        assertThat(pacer.run()).isZero();
        assertThat(pacer.resumeNanos() - now).isBetween(4 * MILLI, 9 * MILLI);
        pacer.resume(pacer.resumeNanos() - 1);
        assertThat(pacer.pausing()).as("too early").isTrue();
        now = pacer.resumeNanos();
        pacer.resume(now);
        assertThat(pacer.run()).isEqualTo(9);
        pacer.sent(9, now);
        assertThat(pacer.resumeNanos() - now).isEqualTo(9 * MILLI);
    }

    @Test
    void slowLineGetsBlocksOneByOne() {
        pacer.lost(12, 40 * MILLI, true, WAITED, now);
        assertThat(pacer.run()).isOne();
    }

    @Test
    void fasterSampleHurriesAndASlowerOneDoesNothing() {
        pacer.lost(12, MILLI, true, WAITED, now);
        pacer.sample(2 * MILLI, true);
        assertThat(pauseOf(8)).isEqualTo(8 * MILLI);
        pacer.sample(800 * MICRO, true);
        assertThat(pauseOf(8)).as("one alone may be an ACK that was held up").isEqualTo(8 * MILLI);
        pacer.sample(800 * MICRO, true);
        assertThat(pauseOf(8)).isEqualTo(8 * 800 * MICRO);
        pacer.sample(1, true);
        pacer.sample(1, true);
        assertThat(pauseOf(8)).as("by half at most").isEqualTo(8 * 400 * MICRO);
    }

    @Test
    void everyLossShortensRunsAndCleanWindowsLengthenThem() {
        pacer.lost(12, MILLI, true, WAITED, now);
        pacer.lost(12, MILLI, true, WAITED, now);
        assertThat(pacer.run()).isEqualTo(7);
        pacer.clean();
        assertThat(pacer.run()).isEqualTo(8);
        for (int window = 0; window < 7; window++) {
            pacer.clean();
        }
        assertThat(pacer.run()).as("with caution where one was lost before").isLessThanOrEqualTo(9);
    }

    @Test
    void lossByChanceChangesNothingUntilItIsNoneAnyMore() {
        pacer.lost(12, MILLI, true, WAITED, now);
        for (int loss = 1; loss < 4; loss++) {
            pacer.lost(12, 2 * MILLI, true, 0, now);
            assertThat(pacer.run()).isEqualTo(9);
        }
        pacer.lost(12, 2 * MILLI, true, 0, now);
        assertThat(pacer.run()).isEqualTo(7);
        assertThat(pauseOf(7))
                .as("what came as fast as it was sent says nothing of the line")
                .isEqualTo(7 * MILLI);
    }

    // A sample of nothing: the opening took longer than any block.
    @Test
    void estimateCanAlwaysBecomeMore() {
        pacer.lost(12, 0, true, WAITED, now);
        for (int loss = 0; loss < 20; loss++) {
            pacer.lost(12, MILLI, true, WAITED, now);
        }
        assertThat(pauseOf(2)).isGreaterThan(MILLI);
    }

    @Test
    void trainOfAcksTellsThePaceOfTheLine() {
        pacer.lost(12, 4 * MILLI, true, WAITED, now);
        for (int ack = 0; ack < 14; ack++) {
            pacer.acknowledged(1, false, now);
            now += 3 * MILLI;
        }
        assertThat(pauseOf(1)).isEqualTo(3 * MILLI);
    }

    private long pauseOf(int blocks) {
        now += 1_000 * MILLI;
        pacer.resume(now);
        pacer.sent(blocks, now);
        now = pacer.resumeNanos();
        pacer.resume(now);
        pacer.sent(blocks, now);
        long pause = pacer.resumeNanos() - now;
        now = pacer.resumeNanos();
        pacer.resume(now);
        return pause;
    }
}
