package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenariosTest {

    private static final Effort FULL = new Effort(5, false);

    @Test
    void namesChooseAndNoNamesChooseAll() {
        assertThat(Scenarios.named(List.of("idle", "storms"), FULL))
                .extracting(Scenario::name)
                .containsExactly("storms", "idle");
        assertThat(Scenarios.named(List.of(), FULL)).hasSize(7);
        assertThatThrownBy(() -> Scenarios.named(List.of("storm"), FULL))
                .hasMessage(
                        "there is no scenario 'storm', but lock-step, storms, windows, small-files, uploads, losses,"
                                + " idle");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWantedIsMeasured(boolean small) {
        for (Scenario scenario : Scenarios.all(new Effort(1, small))) {
            assertThat(scenario.cases()).as(scenario.name()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.contenders()).doesNotHaveDuplicates().contains(Contender.TFTPD);
                assertThat(each.targets()).allSatisfy(target -> {
                    assertThat(each.contenders()).contains(target.who());
                    assertThat(scenario.columns()).contains(target.figure());
                });
            });
            assertThat(scenario.cases()).extracting(Case::title).doesNotHaveDuplicates();
        }
    }

    @Test
    void slowServersHaveFewerRoundsAndNeverMore() {
        Case each =
                Case.of("a case", Samples.LOAD, Contender.TFTPD, Contender.HPA).atMost(3, Contender.HPA);
        assertThat(each.roundsOf(Contender.TFTPD, 5)).isEqualTo(5);
        assertThat(each.roundsOf(Contender.HPA, 5)).isEqualTo(3);
        assertThat(each.roundsOf(Contender.HPA, 2)).isEqualTo(2);
    }

    @Test
    void eachClientHasATransferAtLeast() {
        assertThat(Load.get(1).clients(10).transfers()).isEqualTo(10);
        assertThat(Load.get(1).transfers(100).clients(10).transfers()).isEqualTo(100);
    }

    @Test
    void fileThatEndsWithABlockTakesAnEmptyOne() {
        assertThat(Load.get(1023).blocks()).isEqualTo(2);
        assertThat(Load.get(1024).blocks()).isEqualTo(3);
        assertThat(Load.get(1023).blockSize(1024).blocks()).isEqualTo(1);
    }
}
