package io.tftp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "65535, 65535",
        "65536, 0",
        "65537, 1",
        "131071, 65535",
        "131072, 0",
        "4294967295, 65535",
        "4294967296, 0",
        "9223372036854775807, 65535"
    })
    void wrapsToZeroWithoutEnd(long block, int wire) {
        assertThat(BlockNumber.toWire(block)).isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "0, 1, 1",
        "0, 65535, 65535",
        "7, 7, 0",
        "7, 9, 2",
        "7, 6, 65535",
        "65535, 65535, 0",
        "65535, 0, 1",
        "65535, 5, 6",
        "65536, 0, 0",
        "65536, 65535, 65535",
        "131070, 1, 3",
        "4294967295, 0, 1"
    })
    void countsForwardOverTheWrap(long fromBlock, int wire, int distance) {
        assertThat(BlockNumber.forwardDistance(fromBlock, wire)).isEqualTo(distance);
    }
}
