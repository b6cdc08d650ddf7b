package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @Test
    void silentPeerIsGivenUpByDefaultInTwentyTwoSeconds() {
        assertThat(RetryPolicy.DEFAULT.patience()).isEqualTo(Duration.ofSeconds(22));
    }

    @Test
    void patienceWithoutRetriesIsTheFirstWait() {
        assertThat(RetryPolicy.DEFAULT.withRetries(0).patience()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitLongerThanTheLongestIsNotShortenedByDoubling() {
        RetryPolicy policy =
                RetryPolicy.DEFAULT.withTimeout(Duration.ofSeconds(8)).withRetries(2);
        assertThat(policy.ceiling()).isEqualTo(Duration.ofSeconds(8));
        assertThat(policy.patience()).isEqualTo(Duration.ofSeconds(24));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 50, 5000, 5",
        "255001, 50, 5000, 5",
        "1000, 0, 5000, 5",
        "1000, 50, 49, 5",
        "1000, 50, 50, -1",
        "1000, 50, 50, 101"
    })
    void valueOutOfRangeIsRefused(long timeout, long least, long longest, int retries) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(
                        Duration.ofMillis(timeout), Duration.ofMillis(least), Duration.ofMillis(longest), retries));
    }
}
