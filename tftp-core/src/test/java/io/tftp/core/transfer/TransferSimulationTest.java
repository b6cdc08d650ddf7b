package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.impairment.Impairments;
import io.tftp.core.testing.Schedule;
import io.tftp.core.testing.Simulation;
import io.tftp.core.wire.Opcode;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both machines over a bad network in virtual time; {@code Laws} in the test kit has what must hold.
 *
 * <p>{@code -Dtftp.seed=N} plays one schedule alone, the one that a failure's message names; {@code -Dtftp.schedules=N}
 * plays as many as wanted. What is tagged as slow is left out where the tests run thousands of times ({@code scripts/mutation}).
 */
class TransferSimulationTest {

    private static final long SCHEDULES = Long.getLong("tftp.schedules", 10_000);

    @Test
    void everyScheduleEndsInTheSameContentOrAnError() {
        Long seed = Long.getLong("tftp.seed");
        LongStream seeds = seed == null ? LongStream.range(0, SCHEDULES) : LongStream.of(seed);
        seeds.parallel().forEach(each -> new Simulation(Schedule.of(each)).run());
    }

    @Test
    void theSameSeedIsTheSameStory() {
        Simulation first = new Simulation(Schedule.of(4));
        Simulation second = new Simulation(Schedule.of(4));
        first.run();
        second.run();
        assertThat(second.decidedNanos()).isEqualTo(first.decidedNanos());
        assertThat(second.sent(Opcode.DATA)).isEqualTo(first.sent(Opcode.DATA));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 100", "4, 3", "4, 4", "4, 5", "16, 160", "64, 63", "64, 1000", "32767, 70000"})
    void perfectNetworkCarriesEachBlockOnceAndAnAckForEachWindow(int windowSize, long wholeBlocks) {
        for (boolean upload : new boolean[] {false, true}) {
            Simulation simulation = new Simulation(Schedule.calm(upload, 8, windowSize, wholeBlocks * 8));
            simulation.run();
            long blocks = wholeBlocks + 1;
            assertThat(simulation.sent(Opcode.DATA)).isEqualTo(blocks);
            long windows = (blocks + windowSize - 1) / windowSize;
            assertThat(simulation.sent(Opcode.ACK)).isEqualTo(upload ? windows : windows + 1);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void blockNumbersWrapUnharmedByLoss(int windowSize) {
        Impairments lossy = Impairments.NONE.withLoss(0.002).withDelay(micros(50), 0);
        for (boolean upload : new boolean[] {false, true}) {
            new Simulation(Schedule.calm(upload, 8, windowSize, 8 * 140_000L).over(1, lossy)).run();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"0.01, 100", "0.05, 100", "0.01, 1000", "0.05, 1000"})
    void lostPacketCostsLockStepOneShortTimeout(double loss, long roundTripMicros) {
        Figures figures = Figures.of(1, Impairments.NONE.withLoss(loss).withDelay(micros(roundTripMicros) / 2, 0));
        assertThat(figures.millisPerLost()).as(figures.toString()).isBetween(10.0, 60.0);
        assertThat(figures.dataPerBlock()).as(figures.toString()).isLessThan(1 + 1.3 * loss);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"4, 25", "16, 16", "64, 13"})
    void lostPacketSeldomCostsWindowsATimeout(int windowSize, double mostMillis) {
        for (long roundTripMicros : new long[] {100, 1_000}) {
            Impairments lossy =
                    Impairments.NONE.withDelay(micros(roundTripMicros) / 2, 0).withGap(micros(1));
            Figures figures = Figures.of(windowSize, lossy.withLoss(0.01));
            assertThat(figures.millisPerLost()).as(figures.toString()).isLessThan(mostMillis);
            assertThat(figures.dataPerBlock()).as(figures.toString()).isLessThan(1 + 0.01 * Math.min(windowSize, 4));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64})
    void copiedPacketsDontMakeLaterWindowsBeSentTwice(int windowSize) {
        Impairments copying = Impairments.NONE.withDelay(micros(500), 0).withGap(micros(1));
        Figures figures = Figures.of(windowSize, copying.withDuplication(0.001, micros(2_000)));
        assertThat(figures.dataPerBlock()).as(figures.toString()).isLessThan(1 + 0.002 * windowSize);
        assertThat(figures.timeouts()).as(figures.toString()).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64})
    void latePacketsDontMakeLaterWindowsBeSentTwice(int windowSize) {
        Impairments reordering = Impairments.NONE.withDelay(micros(500), 0).withGap(micros(1));
        Figures figures = Figures.of(windowSize, reordering.withLateness(0.001, micros(100)));
        assertThat(figures.dataPerBlock()).as(figures.toString()).isLessThan(1 + 0.002 * windowSize);
    }

    // A window of 64 keeps this line busy for 77 ms, longer than the least wait: the sender asks, and goes on waiting.
    @Tag("slow")
    @Test
    void slowLineIsNotSentAWindowTwice() {
        Impairments slow = Impairments.NONE.withDelay(micros(50), 0).withGap(micros(1_200));
        Figures figures = Figures.of(64, slow);
        assertThat(figures.dataPerBlock()).isLessThanOrEqualTo(1.004);
    }

    private static long micros(long count) {
        return TimeUnit.MICROSECONDS.toNanos(count);
    }

    /** The means of twenty transfers of 1,000 blocks, half of them up, half down. */
    private record Figures(double millisPerLost, double dataPerBlock, long timeouts) {

        private static final int RUNS = 20;
        private static final long BLOCKS = 1_000;

        static Figures of(int windowSize, Impairments network) {
            long nanos = 0;
            long lost = 0;
            long data = 0;
            long timeouts = 0;
            for (int run = 0; run < RUNS; run++) {
                Schedule calm = Schedule.calm(run % 2 == 0, 8, windowSize, (BLOCKS - 1) * 8 + 1);
                Simulation real = new Simulation(calm.over(run, network));
                real.run();
                Simulation clean = new Simulation(
                        calm.over(run, network.withLoss(0).withDuplication(0, 0).withLateness(0, 0)));
                clean.run();
                nanos += real.decidedNanos() - clean.decidedNanos();
                lost += real.lost();
                data += real.sent(Opcode.DATA);
                timeouts += real.timeouts();
            }
            double millis = (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
            return new Figures(lost == 0 ? 0 : millis / lost, (double) data / (RUNS * BLOCKS), timeouts);
        }
    }
}
