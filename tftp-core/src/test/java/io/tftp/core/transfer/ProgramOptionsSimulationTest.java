package io.tftp.core.transfer;

import io.tftp.core.testing.ProgramOptionsSimulation;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The options of tftp-hpa and Windows over a bad network: the content comes, windows are kept, and nothing is sent again without
 * a reason. {@code -Dtftp.seed=N} plays one seed alone, {@code -Dtftp.schedules=N} as many as wanted.
 */
class ProgramOptionsSimulationTest {

    private static final long SCHEDULES = Long.getLong("tftp.schedules", 4_000);
    private static final long LONG_SCHEDULES = Math.min(SCHEDULES, 24);
    private static final long BEYOND_THE_ROLLOVER = 66_000;

    @Test
    void readerThatChoosesItsWindowsGetsEverything() {
        seeds(SCHEDULES).forEach(seed -> play(seed, seed % 400, true));
    }

    @Test
    void machinesAgreeOnTheOptionsOfTftpHpa() {
        seeds(SCHEDULES).forEach(seed -> play(seed, seed % 400, false));
    }

    @Test
    void numbersRollOverInTheMiddleOfLosses() {
        seeds(LONG_SCHEDULES).forEach(seed -> play(seed, BEYOND_THE_ROLLOVER, seed % 2 == 0));
    }

    private static LongStream seeds(long count) {
        Long seed = Long.getLong("tftp.seed");
        return (seed == null ? LongStream.range(0, count) : LongStream.of(seed)).parallel();
    }

    private static void play(long seed, long blocks, boolean choosy) {
        try {
            new ProgramOptionsSimulation(seed, blocks, choosy).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dtftp.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
