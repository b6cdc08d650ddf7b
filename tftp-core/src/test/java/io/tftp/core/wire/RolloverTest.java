package io.tftp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RolloverTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "65535, 65535",
        "65536, 1",
        "65537, 2",
        "131070, 65535",
        "131071, 1",
        "4294836225, 65535"
    })
    void wrapsToOneWithoutEnd(long block, int wire) {
        assertThat(Rollover.TO_ONE.toWire(block)).isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 1, 1",
        "0, 65534, 65534",
        "7, 7, 0",
        "7, 9, 2",
        "7, 6, 65534",
        "7, 0, 65535",
        "65535, 65535, 0",
        "65535, 0, 65535",
        "65535, 1, 1",
        "65535, 5, 5",
        "65536, 1, 0",
        "65536, 65535, 65534",
        "131070, 1, 1"
    })
    void countsForwardOverTheWrapToOne(long fromBlock, int wire, int distance) {
        assertThat(Rollover.TO_ONE.forwardDistance(fromBlock, wire)).isEqualTo(distance);
    }

    @Test
    void wrapToZeroIsTheUsualOne() {
        assertThat(Rollover.TO_ZERO.toWire(65_536)).isZero();
        assertThat(Rollover.TO_ZERO.forwardDistance(65_535, 1)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void distanceUndoesTheNumbers(Rollover rollover) {
        for (long from :
                new long[] {0, 1, 65_533, 65_534, 65_535, 65_536, 131_070, 131_071, 131_072, 10_000_000_000L}) {
            for (int ahead = 0; ahead < rollover.numbers(); ahead += 1 + ahead / 50) {
                assertThat(rollover.forwardDistance(from, rollover.toWire(from + ahead)))
                        .isEqualTo(ahead);
            }
        }
    }
}
