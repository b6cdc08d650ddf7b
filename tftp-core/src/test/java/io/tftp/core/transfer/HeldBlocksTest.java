package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeldBlocksTest {

    private final HeldBlocks held = new HeldBlocks(ByteBuffer.allocate(32), 8, 4);

    @Test
    void blockIsGivenBackAsItCame() {
        held.hold(7, bytes(1, 2, 3));
        assertThat(held.has(7)).isTrue();
        assertThat(held.length(7)).isEqualTo(3);
        assertThat(held.take(7)).isEqualTo(bytes(1, 2, 3));
        assertThat(held.has(7)).isFalse();
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void firstOfTwoWithOneNumberStays() {
        held.hold(7, bytes(1));
        held.hold(7, bytes(2));
        assertThat(held.take(7)).isEqualTo(bytes(1));
        assertThat(held.isEmpty()).isTrue();
    }

    @Test
    void numbersOfOneWindowHaveSlotsOfTheirOwn() {
        for (int number = 6; number <= 9; number++) {
            held.hold(number, bytes(number));
        }
        for (int number = 6; number <= 9; number++) {
            assertThat(held.take(number)).isEqualTo(bytes(number));
        }
    }

    @Test
    void withoutRoomNothingIsHeld() {
        HeldBlocks none = new HeldBlocks(ByteBuffer.allocate(0), 8, 4);
        none.hold(7, bytes(1));
        assertThat(none.has(7)).isFalse();
        assertThat(HeldBlocks.none().has(1)).isFalse();
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
