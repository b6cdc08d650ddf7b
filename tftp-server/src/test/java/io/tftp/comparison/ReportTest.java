package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How figures are written. */
class ReportTest {

    private static final Case CASE = Case.of("one | two", Samples.LOAD, Contender.TFTPD, Contender.HPA)
            .wanting(
                    Target.ratio(Figure.RATE, Contender.HPA, Bound.atLeast(1)),
                    Target.value(Figure.FAILURES, Bound.atMost(0)));

    private static final Scenario SCENARIO = new Scenario(
            "name",
            "Title",
            "What is done.",
            List.of(Figure.RATE, Figure.FAILURES),
            List.of(CASE),
            (cases, bench) -> List.of());

    private static final Section SECTION = new Section(
            SCENARIO,
            List.of(new CaseResult(
                    CASE,
                    Map.of(
                            Contender.TFTPD, List.of(Samples.of(110, 4)),
                            Contender.HPA, List.of(Samples.of(1_200, 4))))));

    @Test
    void sectionHasFiguresAndVerdicts() {
        assertThat(SECTION.markdown()).isEqualTo("""
                        ## Title

                        What is done.

                        | case | server | MB/s | failed |
                        | --- | --- | ---: | ---: |
                        | one \\| two | tftpd | 110.0 | 0 |
                        | one \\| two | tftpd-hpa | 1,200.0 | 0 |

                        | case | wanted | measured | verdict |
                        | --- | --- | --- | --- |
                        | one \\| two | MB/s ≥ 1.00 × tftpd-hpa | 0.09 × | **not met** |
                        | one \\| two | failed ≤ 0 | 0 | met |

                        Again: `scripts/bench name`
                        """);
    }

    @Test
    void reportCountsVerdictsAndSaysHowItWasMade() {
        Report report = new Report(
                "scripts/bench --rounds 7",
                new Effort(7, false),
                new Machine("2 cores", "4 GiB", "Linux", "JDK", "ext4", "1 byte"),
                Map.of(Contender.TFTPD, List.of("scripts/tftpd", "DIRECTORY")),
                List.of(SECTION));
        assertThat(report.markdown(true))
                .startsWith("# Benchmarks\n\n`scripts/bench --rounds 7` made this page")
                .contains("Of 2 targets 1 are met and 1 are not.")
                .contains("](" + Report.PICTURE + ")")
                .contains("one run of each, 7 times")
                .contains("| processor | 2 cores |")
                .contains("| tftpd | `scripts/tftpd DIRECTORY` |");
        assertThat(report.markdown(false)).doesNotContain(Report.PICTURE);
    }

    @Test
    void rowsAreAsLongAsTheHead() {
        Table table = new Table(List.of("word"), List.of("number"));
        assertThatThrownBy(() -> table.row(List.of("alone"))).hasMessageContaining("2 columns, and 1 cells");
    }
}
