package io.tftp.core.impairment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ImpairedLineTest {

    private static final int MANY = 100_000;

    private static final Impairments ROUGH = Impairments.NONE
            .withLoss(0.05)
            .withGarbling(0.04)
            .withLateness(0.03, 1_000)
            .withDuplication(0.02, 1_000)
            .withDelay(10, 5);

    private static List<Fate> fates(ImpairedLine line, int count, long gapNanos) {
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fates.add(line.send(100, i * gapNanos));
        }
        return fates;
    }

    private static double share(List<Fate> fates, Predicate<Fate> what) {
        return (double) fates.stream().filter(what).count() / fates.size();
    }

    @Test
    void theSameSeedIsTheSameFate() {
        List<Fate> first = fates(new ImpairedLine(ROUGH, 7, 0), 1_000, 50);
        assertThat(fates(new ImpairedLine(ROUGH, 7, 0), 1_000, 50)).isEqualTo(first);
        assertThat(fates(new ImpairedLine(ROUGH, 8, 0), 1_000, 50)).isNotEqualTo(first);
    }

    @Test
    void whatIsDecidedDoesNotDependOnTheTimeOrTheLength() {
        ImpairedLine hasty = new ImpairedLine(ROUGH, 7, 0);
        ImpairedLine slow = new ImpairedLine(ROUGH, 7, 999);
        for (int i = 0; i < 1_000; i++) {
            Fate one = hasty.send(4, 0);
            Fate other = slow.send(1_432, 999 + i * 1_000_000L);
            assertThat(other.lost()).isEqualTo(one.lost());
            assertThat(other.garbled()).isEqualTo(one.garbled());
            assertThat(other.late()).isEqualTo(one.late());
            assertThat(other.doubled()).isEqualTo(one.doubled());
            assertThat(other.number()).isEqualTo(i + 1);
        }
    }

    @Test
    void moreLossLeavesTheOtherDecisionsAsTheyWere() {
        List<Fate> few = fates(new ImpairedLine(ROUGH, 7, 0), 1_000, 50);
        List<Fate> many = fates(new ImpairedLine(ROUGH.withLoss(0.5), 7, 0), 1_000, 50);
        for (int i = 0; i < few.size(); i++) {
            assertThat(!few.get(i).lost() || many.get(i).lost()).isTrue();
            if (!many.get(i).lost()) {
                assertThat(many.get(i).garbled()).isEqualTo(few.get(i).garbled());
                assertThat(many.get(i).doubled()).isEqualTo(few.get(i).doubled());
            }
        }
    }

    @Test
    void sharesAreThoseThatWereAskedFor() {
        List<Fate> fates = fates(new ImpairedLine(ROUGH, 1, 0), MANY, 50);
        assertThat(share(fates, Fate::lost)).isCloseTo(0.05, within(0.005));
        assertThat(share(fates, Fate::garbled)).isCloseTo(0.95 * 0.04, within(0.005));
        assertThat(share(fates, Fate::late)).isCloseTo(0.95 * 0.03, within(0.005));
        assertThat(share(fates, Fate::doubled)).isCloseTo(0.95 * 0.02, within(0.005));
    }

    @Test
    void neighboursInTheSeedAreStrangers() {
        List<Fate> one = fates(new ImpairedLine(ROUGH, ImpairedLine.seed(1, 1), 0), MANY, 50);
        List<Fate> other = fates(new ImpairedLine(ROUGH, ImpairedLine.seed(1, 2), 0), MANY, 50);
        int both = 0;
        int inTheNext = 0;
        for (int i = 1; i < MANY; i++) {
            both += one.get(i).lost() && other.get(i).lost() ? 1 : 0;
            inTheNext += one.get(i - 1).lost() && one.get(i).lost() ? 1 : 0;
        }
        assertThat((double) both / MANY).isCloseTo(0.05 * 0.05, within(0.001));
        assertThat((double) inTheNext / MANY).isCloseTo(0.05 * 0.05, within(0.001));
    }

    @Test
    void whatIsLostHasNoOtherFate() {
        ImpairedLine line = new ImpairedLine(new Impairments(1, 1, 1, 1, 0, 0, 10, 0, 0, 0, 0), 1, 0);
        Fate fate = line.send(10, 0);
        assertThat(fate.lost()).isTrue();
        assertThat(fate.garbled() || fate.late() || fate.doubled()).isFalse();
    }

    @Test
    void theOrderIsKeptByJitterAndBrokenByLateness() {
        assertThat(overtakings(Impairments.NONE.withDelay(100, 500))).isZero();
        assertThat(overtakings(Impairments.NONE.withDelay(100, 500).withLateness(0.1, 1_000)))
                .isPositive();
    }

    private static int overtakings(Impairments impairments) {
        List<Fate> fates = fates(new ImpairedLine(impairments, 3, 0), 1_000, 50);
        int overtakings = 0;
        for (int i = 1; i < fates.size(); i++) {
            overtakings += fates.get(i).arrivalNanos() < fates.get(i - 1).arrivalNanos() ? 1 : 0;
        }
        return overtakings;
    }

    @Test
    void nothingComesBeforeTheDelayOrLongAfterIt() {
        for (Fate fate : fates(new ImpairedLine(Impairments.NONE.withDelay(100, 20), 3, 0), 1_000, 200)) {
            long sent = (fate.number() - 1) * 200;
            assertThat(fate.arrivalNanos()).isBetween(sent + 100, sent + 120);
        }
    }

    @Test
    void aCopyComesLaterThanTheFirst() {
        Impairments doubling = Impairments.NONE.withDuplication(1, 70);
        for (Fate fate : fates(new ImpairedLine(doubling, 3, 0), 1_000, 200)) {
            assertThat(fate.copyNanos().orElseThrow() - fate.arrivalNanos()).isBetween(0L, 70L);
        }
    }

    @Test
    void theRateSpacesWhatComesAtOnce() {
        ImpairedLine line =
                new ImpairedLine(Impairments.NONE.withRate(1_000_000).withGap(5), 1, 0);
        assertThat(line.send(100, 0).arrivalNanos()).isEqualTo(100_005);
        assertThat(line.send(50, 0).arrivalNanos()).isEqualTo(150_010);
        assertThat(line.send(10, 1_000_000).arrivalNanos()).isEqualTo(1_010_005);
    }

    @Test
    void aClockThatWrapsIsAClockToo() {
        long start = Long.MAX_VALUE - 50;
        ImpairedLine line = new ImpairedLine(Impairments.NONE.withDelay(100, 0).withGap(10), 1, start);
        assertThat(line.send(100, start).arrivalNanos() - start).isEqualTo(110);
        assertThat(line.send(100, start).arrivalNanos() - start).isEqualTo(120);
    }

    /** A datagram of 100 bytes takes 100 us. */
    private static final Impairments SLOW = Impairments.NONE.withRate(1_000_000);

    @Test
    void whatFindsTheQueueFullIsDropped() {
        ImpairedLine line = new ImpairedLine(SLOW.withQueue(3), 1, 0);
        List<Fate> fates = fates(line, 6, 0);
        // One is on the line, three wait.
        assertThat(fates).extracting(Fate::overflowed).containsExactly(false, false, false, false, true, true);
        assertThat(fates.subList(0, 4))
                .extracting(Fate::arrivalNanos)
                .containsExactly(100_000L, 200_000L, 300_000L, 400_000L);
        assertThat(fates.get(5).dropped()).isTrue();
        assertThat(fates.get(5).lost()).isFalse();
        // When the second has left for the line, there is room for one, and it comes behind those that waited before
        // it.
        assertThat(line.send(100, 99_999).overflowed()).isTrue();
        assertThat(line.send(100, 100_000).arrivalNanos()).isEqualTo(500_000);
        assertThat(line.send(100, 100_000).overflowed()).isTrue();
    }

    @Test
    void aQueueThatWasFullServesAgainAfterItsLineWasFree() {
        ImpairedLine line = new ImpairedLine(SLOW.withQueue(1), 1, 0);
        assertThat(fates(line, 3, 0)).extracting(Fate::overflowed).containsExactly(false, false, true);
        assertThat(line.send(100, 1_000_000).arrivalNanos()).isEqualTo(1_100_000);
    }

    @Test
    void withoutABoundAnyNumberWaits() {
        assertThat(fates(new ImpairedLine(SLOW, 1, 0), MANY, 0)).noneMatch(Fate::dropped);
    }

    @Test
    void theDelayComesAfterTheLine() {
        ImpairedLine line = new ImpairedLine(SLOW.withDelay(1_000_000, 0).withQueue(1), 1, 0);
        // What is under way behind the line doesn't wait in the queue before it.
        for (int i = 0; i < 10; i++) {
            assertThat(line.send(100, i * 100_000L).arrivalNanos()).isEqualTo(1_100_000 + i * 100_000L);
        }
    }

    @Test
    void linesThatShareABottleneckWaitForEachOther() {
        Bottleneck bottleneck = new Bottleneck(SLOW.withQueue(2), 0);
        ImpairedLine one = new ImpairedLine(SLOW, bottleneck, 1, 0);
        ImpairedLine other = new ImpairedLine(SLOW, bottleneck, 2, 0);
        assertThat(one.send(100, 0).arrivalNanos()).isEqualTo(100_000);
        assertThat(other.send(100, 0).arrivalNanos()).isEqualTo(200_000);
        assertThat(one.send(100, 0).arrivalNanos()).isEqualTo(300_000);
        assertThat(other.send(100, 0).overflowed()).isTrue();
    }

    @Test
    void aLateOneIsOvertakenBySoMany() {
        Impairments impairments =
                Impairments.NONE.withDelay(500, 0).withLateness(0.1, 1_000_000).withOvertakers(3);
        List<Fate> fates = fates(new ImpairedLine(impairments, 3, 0), 1_000, 50);
        int checked = 0;
        for (Fate late : fates.subList(0, 900)) {
            if (!late.late()) {
                continue;
            }
            Fate third = fates.stream()
                    .filter(fate -> fate.number() > late.number() && !fate.late())
                    .skip(2)
                    .findFirst()
                    .orElseThrow();
            assertThat(third.overtaken()).contains(late.number());
            assertThat(fates.stream().filter(fate -> fate.overtaken().contains(late.number())))
                    .hasSize(1);
            checked++;
        }
        assertThat(checked).isGreaterThan(50);
    }

    @Test
    void aLateOneThatNobodyOvertakesComesAtItsTime() {
        Impairments impairments =
                Impairments.NONE.withDelay(500, 0).withLateness(1, 700).withOvertakers(3);
        ImpairedLine line = new ImpairedLine(impairments, 3, 0);
        for (int i = 0; i < 10; i++) {
            Fate fate = line.send(100, i * 10_000L);
            assertThat(fate.arrivalNanos()).isEqualTo(i * 10_000L + 1_200);
            assertThat(fate.overtaken()).isEmpty();
        }
    }

    @Test
    void oneThatHasComeIsNotOvertakenAnyMore() {
        Impairments half = Impairments.NONE.withLateness(0.5, 700).withOvertakers(1);
        for (Fate fate : fates(new ImpairedLine(half, 3, 0), 1_000, 700)) {
            assertThat(fate.overtaken()).isEmpty();
        }
    }
}
