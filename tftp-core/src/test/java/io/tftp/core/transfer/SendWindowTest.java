package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private static final int PACKET = 12;

    @Test
    void runIsWholePacketsOneBehindTheOther() {
        SendWindow window = filled(8, 4, 4);
        ByteBuffer run = run(window, 65_507);
        assertThat(run.remaining()).isEqualTo(4 * PACKET);
        for (int block = 1; block <= 4; block++) {
            ByteBuffer packet = run.slice((block - 1) * PACKET, PACKET);
            assertThat(PacketCodec.opcode(packet)).isEqualTo(3);
            assertThat(PacketCodec.block(packet)).isEqualTo(block);
        }
    }

    @Test
    void runKeepsToTheMostBytesButGivesOnePacketAtLeast() {
        SendWindow window = filled(8, 4, 4);
        assertThat(run(window, 2 * PACKET + 1).remaining()).isEqualTo(2 * PACKET);
        assertThat(run(window, 1).remaining()).isEqualTo(PACKET);
    }

    @Test
    void runAskedAgainIsTheSame() {
        SendWindow window = filled(8, 4, 4);
        assertThat(run(window, 100)).isEqualTo(run(window, 100));
    }

    @Test
    void runEndsAtTheWindowAndAtTheRing() {
        SendWindow window = filled(8, 4, 8);
        assertThat(window.sent(3, 0)).isZero();
        assertThat(run(window, 65_507).remaining()).as("the window").isEqualTo(PACKET);
        window.sent(1, 0);
        assertThat(run(window, 65_507).hasRemaining()).isFalse();
        window.acknowledge(2, window.size());
        window.sent(2, 0);
        window.acknowledge(4, window.size());
        fill(window, 4);
        assertThat(run(window, 65_507).remaining()).as("the ring's end").isEqualTo(2 * PACKET);
        window.sent(2, 0);
        assertThat(run(window, 65_507).remaining()).isEqualTo(2 * PACKET);
    }

    @Test
    void shortBlockIsTheLast() {
        SendWindow window = filled(8, 4, 1);
        window.slot();
        window.supplied(0);
        assertThat(window.slot().hasRemaining()).isFalse();
        assertThat(run(window, 65_507).remaining()).isEqualTo(PACKET + 4);
        window.sent(2, 0);
        assertThat(window.lacksLastAckOnly()).as("two blocks are open").isFalse();
        window.acknowledge(1, window.size());
        assertThat(window.lacksLastAckOnly()).isTrue();
        window.acknowledge(1, window.size());
        assertThat(window.complete()).isTrue();
        assertThat(window.ackedBytes()).isEqualTo(8);
    }

    @Test
    void smallWindowsAreReadAheadByAnother() {
        assertThat(SendWindow.bufferBytes(512, 1)).isEqualTo(2 * 516);
        assertThat(SendWindow.bufferBytes(65_464, 1)).isEqualTo(2 * 65_468);
        assertThat(SendWindow.bufferBytes(1_428, 64)).isEqualTo(2 * 64 * 1_432);
        assertThat(SendWindow.bufferBytes(65_464, 64)).isEqualTo(64 * 65_468);
    }

    @Test
    void slotsInFlightAreNotHeldOut() {
        SendWindow window = filled(8, 4, 8);
        assertThat(window.slot().hasRemaining()).isFalse();
        window.sent(4, 0);
        window.acknowledge(1, window.size());
        assertThat(window.slot().remaining()).isEqualTo(8);
    }

    @Test
    void rewindCountsWhatIsSentAgain() {
        SendWindow window = filled(8, 4, 4);
        window.sent(3, 5);
        window.rewind();
        assertThat(window.sent(4, 9)).isEqualTo(3);
        assertThat(window.inFlight()).isEqualTo(4);
        assertThat(window.nextSentNanos()).isEqualTo(9);
        window.acknowledge(3, window.size());
        assertThat(window.ackedWasResent()).isTrue();
        window.acknowledge(1, window.size());
        assertThat(window.ackedWasResent()).isFalse();
    }

    private static SendWindow filled(int blockSize, int windowSize, int blocks) {
        ByteBuffer buffer = ByteBuffer.allocate(SendWindow.bufferBytes(blockSize, windowSize));
        SendWindow window = new SendWindow(buffer, parameters(blockSize, windowSize));
        fill(window, blocks);
        return window;
    }

    private static TransferParameters parameters(int blockSize, int windowSize) {
        return new TransferParameters(blockSize, windowSize, OptionalInt.empty(), OptionalLong.empty());
    }

    private static void fill(SendWindow window, int blocks) {
        for (int i = 0; i < blocks; i++) {
            window.supplied(window.slot().remaining());
        }
    }

    private static ByteBuffer run(SendWindow window, int maxBytes) {
        return window.run(Integer.MAX_VALUE, maxBytes, false);
    }
}
