package io.tftp.core.transfer;

import io.tftp.core.testing.AckStorm;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A storm is impossible: whatever ACKs come, in bursts, old, of the future, equal or useful, the DATA that a sender sends again
 * is bounded by its timeouts and by what was acknowledged. {@code -Dtftp.seed=N} plays one storm alone, {@code
 * -Dtftp.storms=N} as many as wanted.
 */
class AckStormTest {

    private static final long STORMS = Long.getLong("tftp.storms", 10_000);

    @Test
    void dataSentAgainIsBoundedByTimeoutsAndUsefulAcks() {
        Long seed = Long.getLong("tftp.seed");
        LongStream seeds = seed == null ? LongStream.range(0, STORMS) : LongStream.of(seed);
        seeds.parallel().forEach(AckStormTest::play);
    }

    private static void play(long seed) {
        try {
            new AckStorm(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dtftp.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
