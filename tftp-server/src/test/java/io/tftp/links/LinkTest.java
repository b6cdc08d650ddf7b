package io.tftp.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Link.Wanted WANTED = new Link.Wanted(OptionalDouble.of(1.5), 1.2, OptionalDouble.of(2));

    /** Files of 10 KiB at a million bits a second, 100 ms away. */
    private static Link link(int transfers) {
        return TestLinks.plain(Duration.ofMillis(100), 10_240, transfers, WANTED);
    }

    private static Outcome outcome(double measure, double sent, double spread) {
        return new Outcome(Double.isFinite(measure), measure, measure, sent, spread);
    }

    @Test
    void theLineTimeIsThatOfAllBytesOnTheWireAndThreeRoundTrips() {
        // 7 blocks, each with 46 bytes of headers: 4 of TFTP, 8 of UDP, 20 of IP and 14 of Ethernet.
        assertThat(link(1).blocks(1_468)).isEqualTo(7);
        assertThat(link(1).lineSeconds(1_468)).isCloseTo((10_240 + 7 * 46) * 8 / 1e6 + 0.3, within(1e-9));
        assertThat(link(5).lineSeconds(1_468)).isCloseTo(5 * (10_240 + 7 * 46) * 8 / 1e6 + 0.3, within(1e-9));
        assertThat(link(1).measure(2 * link(1).lineSeconds(512), 512)).isCloseTo(2, within(1e-9));
    }

    @Test
    void aFileOfWholeBlocksTakesAnEmptyOneMore() {
        assertThat(link(1).blocks(512)).isEqualTo(21);
        assertThat(link(1).blocks(513)).isEqualTo(20);
    }

    @Test
    void allThatIsWantedHasToBeMet() {
        assertThat(outcome(1.5, 1.2, 2).meets(WANTED)).isTrue();
        assertThat(outcome(1.51, 1.2, 2).meets(WANTED)).isFalse();
        assertThat(outcome(1.5, 1.21, 2).meets(WANTED)).isFalse();
        assertThat(outcome(1.5, 1.2, 2.1).meets(WANTED)).isFalse();
        assertThat(outcome(Double.POSITIVE_INFINITY, 1, 1).meets(WANTED)).isFalse();
        Link.Wanted noTime = new Link.Wanted(OptionalDouble.empty(), 2, OptionalDouble.empty());
        assertThat(outcome(100, 2, 9).meets(noTime)).isTrue();
        assertThat(outcome(Double.POSITIVE_INFINITY, 1, 1).meets(noTime)).isFalse();
    }

    @Test
    void theMedianOfRoundsIsTheOneInTheMiddleAndAFailureIsTheWorst() {
        Outcome failed = outcome(Double.POSITIVE_INFINITY, 9, 1);
        assertThat(Outcome.median(List.of(outcome(3, 1, 1), outcome(1, 3, 1), outcome(2, 2, 1))))
                .isEqualTo(outcome(2, 2, 1));
        assertThat(Outcome.median(List.of(failed, outcome(1, 1, 1), outcome(2, 2, 1)))
                        .done())
                .isTrue();
        assertThat(Outcome.median(List.of(failed, failed, outcome(2, 2, 1))).done())
                .isFalse();
        assertThat(Outcome.median(List.of(failed, outcome(2, 2, 1))).done()).isFalse();
    }

    @Test
    void theReportHasARowForEachAndCountsWhatIsMet() {
        Map<Program, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put(Program.GET, outcome(1.25, 1.1, 1));
        outcomes.put(Program.PUT, outcome(Double.POSITIVE_INFINITY, 7, 1));
        outcomes.put(Program.HPA, outcome(3, 1, 1));
        Map<Link, Map<Program, Outcome>> results = new LinkedHashMap<>();
        results.put(link(1), outcomes);
        assertThat(LinkReport.markdown("scripts/bench-links --short", 1, results))
                .startsWith("`scripts/bench-links --short`, 1 round. Of 2 targets 1 are met and 1 are not.\n")
                .contains("| a link | 10 KiB | get | met | 1.25 | 1.25 | 1.50, slowest 2.00 | 1.10 | 1.20 |\n")
                .contains(
                        "| a link | 10 KiB | put | **not met** | failed, or > 10 | – | 1.50, slowest 2.00 | 7.00 | 1.20 |\n")
                .contains("| a link | tftp-hpa 5.2, tftpd, lock-step | 3.00 | 3.00 | 1.00 |\n");
    }

    @Test
    void scenariosAreFoundByTheirNames() {
        assertThat(Links.named(List.of(), false)).isEqualTo(Links.all());
        assertThat(Links.named(List.of("deep"), false))
                .hasSize(4)
                .allMatch(link -> link.group().equals("deep"));
        assertThat(Links.named(List.of(), true)).hasSizeBetween(5, 10);
        assertThatThrownBy(() -> Links.named(List.of("deep", "depp"), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no such scenario: depp; there are deep, shallow, ");
    }

    @Test
    void filesFitIntoTheBlockNumbersOfLockStep() {
        assertThat(Links.all()).allMatch(link -> link.blocks(512) < 65_536);
    }
}
