package io.tftp.core.transfer;

import static io.tftp.core.transfer.ReceiveWindow.Verdict.AHEAD;
import static io.tftp.core.transfer.ReceiveWindow.Verdict.AHEAD_ACKNOWLEDGE;
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
        assertThat(window.accept(1, false)).isEqualTo(NEXT_ACKNOWLEDGE);
        window.acknowledged(false);
        assertThat(window.accept(2, false)).isEqualTo(NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(2);
    }

    @Test
    void blockBeyondTheWindowIsNoGap() {
        ReceiveWindow window = received(4, 1);
        assertThat(window.accept(6, false)).isEqualTo(STRAY);
        assertThat(window.accept(5, false)).isEqualTo(AHEAD_ACKNOWLEDGE);
    }

    @Test
    void blockBeforeTheFirstIsIgnored() {
        ReceiveWindow window = new ReceiveWindow(4, Rollover.TO_ZERO);
        assertThat(window.accept(0, false)).isEqualTo(STRAY);
        assertThat(window.accept(65_535, false)).isEqualTo(STRAY);
    }

    @Test
    void numbersWrapToZero() {
        ReceiveWindow window = received(4, 65_534);
        assertThat(window.accept(65_535, false)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.accept(0, false)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.accept(1, false)).isIn(NEXT, NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(65_537);
        assertThat(window.accept(65_535, false)).as("in the sender's window").isEqualTo(STRAY);
        assertThat(window.accept(3, false)).as("a gap").isEqualTo(AHEAD_ACKNOWLEDGE);
    }

    @Test
    void largestWindowTellsAGapFromARepeatedBlock() {
        ReceiveWindow window = received(32_767, 10);
        assertThat(window.accept(12, false)).isEqualTo(AHEAD_ACKNOWLEDGE);
        assertThat(window.accept(13, false)).isEqualTo(AHEAD);
        assertThat(window.accept(11, false)).isEqualTo(NEXT);
    }

    @Test
    void numbersWrapToOneWhereThatWasAgreedOn() {
        ReceiveWindow window = new ReceiveWindow(1, Rollover.TO_ONE);
        for (int block = 1; block <= 65_535; block++) {
            window.accept(block, false);
            window.acknowledged(false);
        }
        assertThat(window.accept(0, false)).as("no block's number").isEqualTo(STRAY);
        assertThat(window.accept(65_535, false)).as("again").isEqualTo(STRAY_ACKNOWLEDGE);
        assertThat(window.accept(1, false)).isEqualTo(NEXT_ACKNOWLEDGE);
        assertThat(window.received()).isEqualTo(65_536);
    }

    private static ReceiveWindow received(int windowSize, int blocks) {
        ReceiveWindow window = new ReceiveWindow(windowSize, Rollover.TO_ZERO);
        for (int block = 1; block <= blocks; block++) {
            if (window.accept(block, false) == NEXT_ACKNOWLEDGE) {
                window.acknowledged(false);
            }
        }
        return window;
    }
}
