package io.tftp.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({
        // asked, block size, window
        "1, 512, 1",
        "32, 512, 32",
        "33, 512, 32",
        "65535, 512, 32",
        "32, 5000, 20",
        "32, 5001, 19",
        "32, 65464, 1",
        "32, 100001, 1"
    })
    void windowKeepsToTheLargestAndToTheBudgetAndIsNeverEmpty(int asked, int blockSizeBytes, int window) {
        Limits limits = new Limits(65_464, 32, 100_000);

        assertThat(limits.windowFor(asked, blockSizeBytes)).isEqualTo(window);
    }

    @Test
    void byDefaultTheLargestWindowOfTheLargestBlocksFits() {
        assertThat(Limits.DEFAULTS.windowFor(65_535, 65_464)).isEqualTo(64);
    }

    @Test
    void eachLimitIsChangedAlone() {
        assertThat(Limits.DEFAULTS
                        .withMaxBlockSizeBytes(1_468)
                        .withMaxWindowSize(8)
                        .withMaxWindowBytes(9_999))
                .isEqualTo(new Limits(1_468, 8, 9_999));
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 1", "65465, 1, 1", "512, 0, 1", "512, 65536, 1", "512, 1, 0"})
    void whatIsOutOfRangeIsRefused(int maxBlockSizeBytes, int maxWindowSize, int maxWindowBytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(maxBlockSizeBytes, maxWindowSize, maxWindowBytes));
    }
}
