package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wanted, beside what was measured. */
class TargetTest {

    private static final CaseResult RESULT = new CaseResult(
            Case.of("a case", Samples.LOAD, Contender.TFTPD, Contender.HPA, Contender.ATFTPD),
            Map.of(
                    Contender.TFTPD, List.of(Samples.of(110, 4), Samples.of(55, 4)),
                    Contender.HPA, List.of(Samples.of(100, 5), Samples.of(50, 5)),
                    Contender.ATFTPD, List.of(Samples.of(200, 5), Samples.of(100, 5))));

    @Test
    void ratioIsOursToThePeers() {
        assertThat(Target.ratio(Figure.RATE, Contender.HPA, Bound.atLeast(1.05)).judge(RESULT))
                .isEqualTo(new Target.Verdict("MB/s ≥ 1.05 × tftpd-hpa", "1.10 ×", true));
        assertThat(Target.ratio(Figure.PROCESSOR_PER_GIGABYTE, Contender.HPA, Bound.atMost(0.75))
                        .judge(RESULT))
                .isEqualTo(new Target.Verdict("CPU s/GB ≤ 0.75 × tftpd-hpa", "0.80 ×", false));
    }

    @Test
    void bestPeerIsTheOneWithTheMostAndNotOurselves() {
        assertThat(Target.ratioToBest(Figure.RATE, Bound.atLeast(0.95)).judge(RESULT))
                .isEqualTo(new Target.Verdict("MB/s ≥ 0.95 × the best peer", "0.55 ×", false));
    }

    @Test
    void numberIsComparedAsItIs() {
        assertThat(Target.value(Figure.DROPS, Bound.atMost(0)).judge(RESULT))
                .isEqualTo(new Target.Verdict("dropped requests ≤ 0", "8", false));
        assertThat(Target.value(Figure.PEAK_MEMORY, Bound.below(3))
                        .judge(RESULT)
                        .met())
                .isFalse();
        assertThat(Target.value(Figure.PEAK_MEMORY, Bound.below(4))
                        .judge(RESULT)
                        .met())
                .isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        assertThat(Target.ratio(Figure.RATE, Contender.DNSMASQ, Bound.atLeast(0))
                        .judge(RESULT))
                .isEqualTo(new Target.Verdict("MB/s ≥ 0.00 × dnsmasq", "–", false));
        assertThat(Target.value(Figure.RATE, Bound.atLeast(0))
                        .by(Contender.TFTPD_WITHOUT_OFFLOAD)
                        .judge(RESULT))
                .isEqualTo(new Target.Verdict("tftpd, offload off: MB/s ≥ 0.0", "–", false));
    }
}
