package io.tftp.core.transfer;

import static io.tftp.core.testing.LinkSimulation.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.testing.LinkSimulation;
import io.tftp.core.testing.LinkSimulation.Plan;
import io.tftp.core.testing.LinkSimulation.Result;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What transfers cost on links that people have, in virtual time: narrow, long, lossy and reordering ones, and ones with short
 * queues. Time is told in times of what the line is busy with the content, and DATA in times of what was needed. {@code
 * -Dtftp.seed=N} plays one of the drawn links alone, {@code -Dtftp.links=N} as many as wanted.
 */
class LinksTest {

    private static final long LINKS = Long.getLong("tftp.links", 10_000);
    private static final long KIB = 1 << 10;
    private static final int DEEP = 0;

    // Beside one of ours, and beside programs that discard what comes behind a gap, or send a window at once.
    @ParameterizedTest
    @CsvSource({"256, 512", "512, 512", "1000, 512", "1000, 2048", "4000, 1024", "10000, 4096"})
    void aSlowLineWithALongQueueIsFullAndCarriesEachBlockOnce(long kilobits, long kib) {
        for (long roundTripMicros : new long[] {1_000, 20_000}) {
            Plan plan = Plan.ours(line(kilobits, DEEP, roundTripMicros), kib * KIB);
            holds(plan, 1.15 + 0.000_01 * roundTripMicros, 1.05);
            holds(plan.plain(false, true), 1.15 + 0.000_01 * roundTripMicros, 1.05);
            if (kilobits > 700) { // below that a program that waits for a second sends its windows twice
                holds(plan.plain(true, false), 1.15 + 0.000_01 * roundTripMicros, 1.05);
            }
        }
    }

    // The timeout that our client asks for is one second; a window takes these lines three to twelve, longer than any
    // timer at first.
    @ParameterizedTest
    @CsvSource({
        "256, 1468, 512, 1.15, 1.05",
        "128, 1468, 512, 1.15, 1.15",
        "64, 1468, 512, 1.5, 1.5",
        "512, 8192, 2048, 1.55, 1.55"
    })
    void aWindowMayTakeTheLineLongerThanTheTimeout(
            long kilobits, int blockSizeBytes, long kib, double mostTime, double mostSent) {
        for (long roundTripMicros : new long[] {300, 5_000, 50_000}) {
            Plan plan =
                    Plan.ours(line(kilobits, DEEP, roundTripMicros), kib * KIB).with(blockSizeBytes, 64);
            holds(plan, mostTime, mostSent);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 8", "1000, 12", "1000, 16", "4000, 10", "10000, 8", "10000, 10", "10000, 16"})
    void aShortQueueIsNotOverrun(long kilobits, int queue) {
        Plan plan = Plan.ours(line(kilobits, queue, 1_000), 4_096 * KIB);
        holds(plan, 1.35, 1.25);
        holds(plan.plain(false, true), 1.45, 1.25);
    }

    @ParameterizedTest
    @CsvSource({"50000, 10", "50000, 14", "50000, 40", "100000, 10", "100000, 14", "100000, 40"})
    void norIsAShortQueueOfAFastLine(long kilobits, int queue) {
        Plan plan = Plan.ours(line(kilobits, queue, 1_000), 4_096 * KIB);
        holds(plan, 1.8, 1.25);
        holds(plan.plain(false, true), 2.5, 1.3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02, 0.05})
    void packetsThatAreOvertakenAreNotLost(double share) {
        Plan plan = Plan.ours(
                line(10_000, DEEP, 1_000).withLateness(share, 4_000_000).withOvertakers(3), 1_024 * KIB);
        Result[] results = IntStream.range(0, 20)
                .mapToObj(seed -> new LinkSimulation(plan, seed).run())
                .toArray(Result[]::new);
        assertThat(median(results, Result::timesLine)).as("time").isLessThan(1.5);
        assertThat(median(results, Result::sentByNeeded)).as("sent").isLessThan(1.3);
    }

    // The bounds are half of what it took in version 0.1, whose receiver kept nothing and whose sender sent windows
    // again.
    @ParameterizedTest
    @CsvSource({"0.01, 0.85, 1.3", "0.05, 1.1, 1.8", "0.20, 16.3, 4"})
    void lossIsMendedBlockByBlock(double share, double mostSeconds, double mostSent) {
        Plan plan = Plan.ours(line(0, DEEP, 10_000).withLoss(share), 1_024 * KIB);
        Result[] results = IntStream.range(0, 15)
                .mapToObj(seed -> new LinkSimulation(plan, seed).run())
                .toArray(Result[]::new);
        assertThat(median(results, Result::seconds)).as("seconds").isLessThan(mostSeconds);
        assertThat(median(results, Result::sentByNeeded)).as("sent").isLessThan(mostSent);
    }

    private static double median(Result[] results, ToDoubleFunction<Result> figure) {
        double[] sorted = Arrays.stream(results).mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @ParameterizedTest
    @CsvSource({"2000, 80", "10000, 250", "20000, 80", "2000, 500", "20000, 500"})
    void aLongWayIsNoReasonToSendAnythingTwice(long kilobits, long roundTripMillis) {
        Plan plan = Plan.ours(line(kilobits, DEEP, roundTripMillis * 1_000), 1_024 * KIB);
        Result result = new LinkSimulation(plan, 0).run();
        assertThat(result.sentByNeeded()).as(result.toString()).isLessThan(1.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void transfersShareALongQueue(int transfers) {
        Plan plan = Plan.ours(line(10_000, DEEP, 1_000), 1_024 * KIB).times(transfers);
        Result result = new LinkSimulation(plan, 0).run();
        assertThat(result.timesLine()).as(result.toString()).isLessThan(1.15);
        assertThat(result.sentByNeeded()).as(result.toString()).isLessThan(1.1);
        assertThat(result.slowestByFastest()).as(result.toString()).isLessThan(1.3);
    }

    // Chance has a part in who is first here, so it is the mean of many lines that counts, and that none starves.
    @Test
    void transfersShareAShortQueue() {
        double time = 0;
        double sent = 0;
        double apart = 0;
        int runs = 0;
        for (long kilobits : new long[] {8_000, 10_000, 12_000}) {
            for (int queue : new int[] {28, 32, 36}) {
                for (long roundTripMicros : new long[] {500, 1_000, 2_000, 5_000}) {
                    Plan plan = Plan.ours(line(kilobits, queue, roundTripMicros), 1_024 * KIB)
                            .times(5);
                    Result result = new LinkSimulation(plan, 0).run();
                    assertThat(result.timesLine()).as(plan + ": " + result).isLessThan(4);
                    time += result.timesLine();
                    sent += result.sentByNeeded();
                    apart += result.slowestByFastest();
                    runs++;
                }
            }
        }
        assertThat(time / runs).as("time").isLessThan(1.6);
        assertThat(sent / runs).as("sent").isLessThan(1.5);
        assertThat(apart / runs).as("slowest by fastest").isLessThan(2.1);
    }

    // No rate, queue, window or block size makes a transfer collapse. The worst are long fast ways with next to no
    // queue.
    @Tag("slow")
    @Test
    void noLinkMakesATransferCollapse() {
        Long seed = Long.getLong("tftp.seed");
        LongStream seeds = seed == null ? LongStream.range(0, LINKS) : LongStream.of(seed);
        Cost[] costs = seeds.parallel().mapToObj(LinksTest::playDrawn).toArray(Cost[]::new);
        double[] sent = Arrays.stream(costs).mapToDouble(Cost::sent).sorted().toArray();
        double[] time = Arrays.stream(costs).mapToDouble(Cost::time).sorted().toArray();
        assertThat(share(sent, 0.5)).as("sent, the median").isLessThan(1.05);
        assertThat(share(sent, 0.9)).as("sent, nine of ten").isLessThan(1.3);
        assertThat(share(sent, 0.99)).as("sent, 99 of a hundred").isLessThan(2);
        assertThat(share(time, 0.9)).as("time, nine of ten").isLessThan(1.3);
        assertThat(share(time, 0.99)).as("time, 99 of a hundred").isLessThan(2.2);
    }

    private static double share(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    /** What one cost: DATA for each block, and time beyond a second in times of the line's and of a round trip a window. */
    private record Cost(double sent, double time) {}

    private static Cost playDrawn(long seed) {
        Plan plan = drawn(seed);
        try {
            Result result = new LinkSimulation(plan, seed).run();
            double unit = plan.lineSeconds() + plan.windows() * plan.link().delayNanos() * 2e-9;
            Cost cost = new Cost(result.sentByNeeded(), (result.seconds() - 1) / unit);
            assertThat(cost.time()).as(result.toString()).isLessThan(20);
            assertThat(cost.sent()).as(result.toString()).isLessThan(8);
            return cost;
        } catch (AssertionError e) {
            throw new AssertionError("-Dtftp.seed=" + seed + ": " + e.getMessage() + "\n" + plan, e);
        }
    }

    /** Rates of 256 kbit/s to 1 Gbit/s, round trips of 0.1 to 500 ms, queues of 8 to 200 and without end. */
    private static Plan drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] blockSizes = {512, 1_024, 1_428, 1_428, 1_428, 8_192};
        int[] windows = {8, 16, 32, 64, 64, 64, 128};
        long kilobits = between(256, 1_000_000, random);
        long roundTripMicros = between(100, 500_000, random);
        int queue = random.nextInt(4) == 0 ? DEEP : (int) between(8, 200, random);
        int blockSize = blockSizes[random.nextInt(blockSizes.length)];
        if (8L * blockSize > kilobits * 100) {
            blockSize = 1_024; // whose blocks take longer than a tenth of a second is beyond what can be guessed
        }
        int window = windows[random.nextInt(windows.length)];
        // A window that takes the line longer than this is more than a transfer's patience is made for.
        long most = kilobits * 125 * 4 / blockSize;
        window = (int) Math.max(8, Math.min(window, most));
        long size = (long) blockSize * (64 + random.nextInt(700));
        return new Plan(line(kilobits, queue, roundTripMicros), blockSize, window, size, 1, false, false);
    }

    /** Orders of magnitude are equally likely. */
    private static long between(double least, double most, SplittableRandom random) {
        return (long) (least * Math.pow(most / least, random.nextDouble()));
    }

    private static void holds(Plan plan, double mostTime, double mostSent) {
        Result result = new LinkSimulation(plan, 0).run();
        assertThat(result.timesLine()).as(plan + ": " + result).isLessThan(mostTime);
        assertThat(result.sentByNeeded()).as(plan + ": " + result).isLessThan(mostSent);
    }
}
