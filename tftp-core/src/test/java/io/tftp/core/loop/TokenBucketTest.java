package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long START = Long.MAX_VALUE - 5; // overflows at once
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void whatIsSavedUpGoesAtOnceAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(10, 3, START);
        assertThat(taken(bucket, START, 10)).isEqualTo(3);
        assertThat(taken(bucket, START + SECOND / 20, 10))
                .as("after half a token's time")
                .isZero();
        assertThat(taken(bucket, START + SECOND / 10, 10)).isEqualTo(1);
        assertThat(taken(bucket, START + SECOND / 10 + SECOND / 5, 10)).isEqualTo(2);
    }

    @Test
    void aLongPauseSavesNoMoreThanTheMost() {
        TokenBucket bucket = new TokenBucket(10, 3, START);
        assertThat(taken(bucket, START + 1000 * SECOND, 10)).isEqualTo(3);
    }

    @Test
    void whatIsRefusedCostsNothing() {
        TokenBucket bucket = new TokenBucket(1, 1, START);
        assertThat(taken(bucket, START, 1000)).isEqualTo(1);
        assertThat(taken(bucket, START + SECOND, 1000)).isEqualTo(1);
    }

    @Test
    void whatIsTakenAheadComesOneBehindTheOther() {
        TokenBucket bucket = new TokenBucket(1000, 100, START);
        assertThat(bucket.take(100, START) - START).as("saved up").isZero();
        assertThat(bucket.take(500, START) - START).isEqualTo(SECOND / 2);
        assertThat(bucket.take(500, START) - START).isEqualTo(SECOND);
        assertThat(bucket.take(0, START) - START)
                .as("whoever wants none waits his turn too")
                .isEqualTo(SECOND);
        assertThat(bucket.take(500, START + 10 * SECOND) - START)
                .as("after a pause")
                .isEqualTo(10 * SECOND + 4 * SECOND / 10);
    }

    @Test
    void anyRateHasItsTimes() {
        long most = Long.MAX_VALUE;
        TokenBucket fast = new TokenBucket(most, most, START);
        assertThat(fast.take(65_507, START)).isEqualTo(START);
        TokenBucket slow = new TokenBucket(1, 1, START);
        slow.take(most, START);
        assertThat(slow.take(1, START) - START).as("never, but no overflow").isPositive();
    }

    @Test
    void nothingASecondIsNoRate() {
        assertThatThrownBy(() -> new TokenBucket(0, 1, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(1, 0, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int taken(TokenBucket bucket, long now, int tries) {
        int count = 0;
        for (int i = 0; i < tries; i++) {
            count += bucket.tryTake(now) ? 1 : 0;
        }
        return count;
    }
}
