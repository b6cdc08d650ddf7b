package io.tftp.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {

    private final Proposal everything = Proposal.NONE
            .withBlockSizeBytes(1_428)
            .withWindowSize(16)
            .withTimeoutSeconds(2)
            .withTransferSize(true);

    @Test
    void aReadAsksForTheSizeByZero() {
        assertThat(everything.toReadOptions()).hasToString("tsize=0 blksize=1428 windowsize=16 timeout=2");
        assertThat(everything.toOptions(OptionalLong.of(0))).isEqualTo(everything.toReadOptions());
    }

    @Test
    void aWriteTellsTheSize() {
        assertThat(everything.toOptions(OptionalLong.of(5_000_000_000L)))
                .hasToString("tsize=5000000000 blksize=1428 windowsize=16 timeout=2");
    }

    @Test
    void aWriteOfUnknownSizeTellsNone() {
        assertThat(everything.toOptions(OptionalLong.empty())).hasToString("blksize=1428 windowsize=16 timeout=2");
    }

    @Test
    void onlyWhatIsWantedIsAsked() {
        assertThat(Proposal.NONE.toReadOptions().isEmpty()).isTrue();
        assertThat(Proposal.NONE.toOptions(OptionalLong.of(9)).isEmpty()).isTrue();
        assertThat(Proposal.NONE.withWindowSize(4).toReadOptions()).hasToString("windowsize=4");
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 1", "65465, 1, 1", "512, 0, 1", "512, 65536, 1", "512, 1, 0", "512, 1, 256"})
    void whatIsOutOfRangeIsRefused(int blockSizeBytes, int windowSize, int timeoutSeconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proposal(
                        OptionalInt.of(blockSizeBytes),
                        OptionalInt.of(windowSize),
                        OptionalInt.of(timeoutSeconds),
                        false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransferParameters(
                        blockSizeBytes, windowSize, OptionalInt.of(timeoutSeconds), OptionalLong.empty()));
    }

    @Test
    void aNegativeSizeIsRefused() {
        OptionalLong negative = OptionalLong.of(-1);

        assertThatIllegalArgumentException().isThrownBy(() -> everything.toOptions(negative));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransferParameters(512, 1, OptionalInt.empty(), negative));
    }
}
