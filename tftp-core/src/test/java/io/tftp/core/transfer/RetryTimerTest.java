package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryTimerTest {

    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

    private final RetryTimer timer = new RetryTimer(POLICY);
    private long now = Long.MAX_VALUE - 5; // overflows at once

    @Test
    void firstWaitIsThePolicysAndDoublesToItsLongest() {
        timer.begin(now);
        for (long seconds : new long[] {1, 2, 4, 5, 5}) {
            assertThat(waitMillis(true)).isEqualTo(seconds * 1_000);
            assertThat(expires()).isTrue();
        }
        assertThat(waitMillis(true)).isEqualTo(5_000);
        assertThat(expires()).as("after six packets").isFalse();
    }

    @Test
    void measuredRoundTripReplacesTheFirstWait() {
        opened();
        exchange(2);
        assertThat(waitMillis(true)).isEqualTo(2 + 50);
    }

    @Test
    void steadyRoundTripOfAnyLengthKeepsTheLeastWaitAsItsMargin() {
        opened();
        for (int i = 0; i < 100; i++) {
            exchange(200);
        }
        assertThat(waitMillis(true)).isBetween(249L, 251L);
    }

    // Karn's rule (RFC 6298 §3)
    @Test
    void answerToARepeatedPacketIsNotTimed() {
        opened();
        exchange(2);
        timer.start(now, true);
        assertThat(expires()).isTrue();
        timer.start(now, false);
        pass(3_000);
        timer.answered(now);
        timer.progress(now);
        assertThat(waitMillis(true)).as("still backed off").isEqualTo(2 * 52);
        exchange(2);
        assertThat(waitMillis(true)).isBetween(50L, 52L);
    }

    // RFC 6298 §5.5 to §5.7, and Karn's rule
    @Test
    void backOffIsKeptUntilAnExchangeCanBeTimed() {
        opened();
        exchange(2);
        for (long millis = 104; millis <= 1_664; millis *= 2) {
            timer.start(now, true);
            assertThat(expires()).isTrue();
            timer.start(now, false);
            timer.answeredUntimed();
            timer.progress(now);
            assertThat(waitMillis(true)).isEqualTo(millis);
        }
        exchange(2);
        assertThat(waitMillis(true)).isBetween(50L, 52L);
    }

    @Test
    void shortestRoundTripComesFromWhatWasMeasured() {
        opened();
        assertThat(timer.shortestRoundTripNanos()).isZero();
        timer.likely(7_000_000);
        assertThat(timer.shortestRoundTripNanos()).isEqualTo(7_000_000);
        for (int i = 0; i < 3; i++) {
            assertThat(timer.shortestRoundTripNanos())
                    .as("a single answer may be one to another packet")
                    .isEqualTo(7_000_000);
            timer.likely(1_000_000);
        }
        assertThat(timer.shortestRoundTripNanos()).isEqualTo(3_500_000);
    }

    @Test
    void negotiatedTimeoutReplacesTheFirstWaitAndIsTheLongestThatDoublingLeadsTo() {
        timer.begin(now);
        timer.negotiated(Duration.ofSeconds(3));
        assertThat(waitMillis(true)).isEqualTo(3_000);
        assertThat(expires()).isTrue();
        assertThat(waitMillis(true)).isEqualTo(3_000);
        timer.opened(now);
        exchange(1);
        timer.start(now, true);
        long longest = 0;
        while (expires()) {
            longest = Math.max(longest, waitMillis(false));
        }
        assertThat(longest).isEqualTo(3_000);
    }

    // A line takes three seconds for a window of 94 KB at 256 kbit/s, whatever timeout was agreed on.
    @Test
    void roundTripThatIsLongerThanTheNegotiatedTimeoutIsWaitedFor() {
        timer.begin(now);
        timer.negotiated(Duration.ofSeconds(1));
        timer.opened(now);
        for (int i = 0; i < 10; i++) {
            exchange(3_000);
        }
        assertThat(waitMillis(true)).isBetween(3_000L, 3_500L);
        exchange(20_000);
        assertThat(waitMillis(true)).as("the longest wait of the policy").isEqualTo(5_000);
    }

    @Test
    void answerThatCouldNotBeTimedSinceTheNegotiatedTimeoutIsTooShortLengthensTheWait() {
        timer.begin(now);
        timer.negotiated(Duration.ofSeconds(1));
        timer.opened(now);
        exchange(10);
        timer.answeredUntimed(1_900_000_000L);
        assertThat(waitMillis(true))
                .as("so long a lost acknowledgment takes, too")
                .isLessThan(100);
        timer.answeredUntimed(4_000_000_000L);
        assertThat(waitMillis(true)).isEqualTo(5_000);
    }

    @Test
    void longNegotiatedTimeoutStillAllowsAResend() {
        timer.begin(now);
        timer.negotiated(Duration.ofSeconds(40));
        assertThat(waitMillis(true)).isEqualTo(40_000);
        assertThat(expires()).isTrue();
        assertThat(waitMillis(true)).as("until patience ends").isEqualTo(20_000);
        assertThat(expires()).isFalse();
    }

    @Test
    void postponingEndsWhenTheLongestWaitHasPassed() {
        opened();
        timer.start(now, true);
        long asked = now;
        while (!timer.due(now) && now - asked < TimeUnit.SECONDS.toNanos(60)) {
            timer.postpone(now, 0);
            pass(10);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(now - asked)).isBetween(5_000L, 5_010L);
    }

    @Test
    void countEndsWithTheOpeningAndTimeRemains() {
        opened();
        exchange(1);
        int resends = 0;
        long start = now;
        timer.start(now, true);
        while (expires()) {
            resends++;
            timer.start(now, false);
        }
        assertThat(resends).isGreaterThan(POLICY.retries());
        assertThat(TimeUnit.NANOSECONDS.toSeconds(now - start)).isBetween(22L, 30L);
    }

    @Test
    void timeoutThatComesEarlyIsNotDue() {
        timer.begin(now);
        timer.start(now, true);
        assertThat(timer.due(now)).isFalse();
        assertThat(timer.due(timer.deadlineNanos() - 1)).isFalse();
        assertThat(timer.due(timer.deadlineNanos())).isTrue();
    }

    private void opened() {
        timer.begin(now);
        timer.opened(now);
    }

    private void exchange(long millis) {
        timer.start(now, true);
        pass(millis);
        timer.answered(now);
        timer.progress(now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long waitMillis(boolean firstTime) {
        timer.start(now, firstTime);
        return TimeUnit.NANOSECONDS.toMillis(timer.deadlineNanos() - now);
    }

    private boolean expires() {
        now = timer.deadlineNanos();
        assertThat(timer.due(now)).isTrue();
        return timer.retry(now);
    }
}
