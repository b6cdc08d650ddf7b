package io.tftp.core.transfer;

import static io.tftp.core.transfer.ReceiveWindow.Verdict.NEXT;
import static io.tftp.core.transfer.ReceiveWindow.Verdict.NEXT_ACKNOWLEDGE;
import static io.tftp.core.transfer.ReceiveWindow.Verdict.STRAY;
import static io.tftp.core.transfer.ReceiveWindow.Verdict.STRAY_ACKNOWLEDGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.Rollover;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {

    @Test
    void lockStepAcknowledgesEachBlock() {
        ReceiveWindow window = new ReceiveWindow(1, Rollover.TO_ZERO);
        assertThat(window.accept(1)).isEqualTo(NEXT_ACKNOWLEDGE);
        window.acknowledged();
        assertThat(window.accept(2)).isEqualTo(NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(2);
    }

    @Test
    void blockBeyondTheWindowIsNoGap() {
        ReceiveWindow window = received(4, 1);
        assertThat(window.accept(6)).isEqualTo(STRAY);
        assertThat(window.accept(5)).isEqualTo(STRAY_ACKNOWLEDGE);
    }

    @Test
    void blockBeforeTheFirstIsIgnored() {
        ReceiveWindow window = new ReceiveWindow(4, Rollover.TO_ZERO);
        assertThat(window.accept(0)).isEqualTo(STRAY);
        assertThat(window.accept(65_535)).isEqualTo(STRAY);
    }

    @Test
    void numbersWrapToZero() {
        ReceiveWindow window = received(4, 65_534);
        assertThat(window.accept(65_535)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.accept(0)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.accept(1)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(65_537);
        assertThat(window.accept(65_535)).as("in the sender's window").isEqualTo(STRAY);
        assertThat(window.accept(3)).as("a gap").isEqualTo(STRAY_ACKNOWLEDGE);
    }

    @Test
    void largestWindowTellsAGapFromARepeatedBlock() {
        ReceiveWindow window = received(32_767, 10);
        assertThat(window.accept(12)).isEqualTo(STRAY_ACKNOWLEDGE);
        assertThat(window.accept(13)).isEqualTo(STRAY);
        assertThat(window.accept(11)).isEqualTo(NEXT);
    }

    @Test
    void numbersWrapToOneWhereThatWasAgreedOn() {
        ReceiveWindow window = new ReceiveWindow(1, Rollover.TO_ONE);
        for (int block = 1; block <= 65_535; block++) {
            window.accept(block);
            window.acknowledged();
        }
        assertThat(window.accept(0)).as("no block's number").isEqualTo(STRAY);
        assertThat(window.accept(65_535)).as("again").isEqualTo(STRAY_ACKNOWLEDGE);
        assertThat(window.accept(1)).isEqualTo(NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(65_536);
    }

    private static ReceiveWindow received(int windowSize, int blocks) {
        ReceiveWindow window = new ReceiveWindow(windowSize, Rollover.TO_ZERO);
        for (int block = 1; block <= blocks; block++) {
            if (window.accept(block) == NEXT_ACKNOWLEDGE) {
                window.acknowledged();
            }
        }
        return window;
    }
}
