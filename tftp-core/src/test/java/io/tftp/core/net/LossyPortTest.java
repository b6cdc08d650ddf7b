package io.tftp.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lossy line does to a run of datagrams, seen from a socket at its other end. */
class LossyPortTest {

    private static final int RUN = 100;
    private static final int SEGMENT_BYTES = 2;

    private DatagramChannel far;

    @BeforeEach
    void open() throws IOException {
        far = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        far.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        far.close();
    }

    @Test
    void whatIsLostCountsAsSentAndNeverArrives() throws Exception {
        List<Integer> arrived = sendRun(0.5, 7);
        assertThat(arrived).hasSizeBetween(25, 75).isSorted().doesNotHaveDuplicates();
        assertThat(sendRun(0.5, 7)).isEqualTo(arrived);
        assertThat(sendRun(0.5, 8)).isNotEqualTo(arrived);
    }

    @Test
    void nothingOrAllIsLostWhereThatIsAskedFor() throws Exception {
        assertThat(sendRun(0, 7)).hasSize(RUN);
        assertThat(sendRun(1, 7)).isEmpty();
    }

    @Test
    void whatIsLostOnTheWayHereLeavesTheBufferAsItWas() throws Exception {
        try (EphemeralPort plain = plain();
                DatagramPort deaf = DatagramPort.losing(plain, 1, 7)) {
            plain.send(ByteBuffer.wrap(new byte[] {0, 1}), SEGMENT_BYTES);
            InetSocketAddress near = (InetSocketAddress) far.receive(ByteBuffer.allocate(SEGMENT_BYTES));
            far.send(ByteBuffer.wrap(new byte[] {0, 2}), near);
            ByteBuffer target = ByteBuffer.allocate(SEGMENT_BYTES);
            assertThat(deaf.receive(target)).isZero();
            assertThat(target.position()).isZero();
            assertThat(deaf.coalescing()).isFalse();
        }
    }

    @Test
    void aShareIsAtMostTheWhole() throws Exception {
        try (EphemeralPort port = plain()) {
            assertThatThrownBy(() -> DatagramPort.losing(port, 1.01, 7)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> DatagramPort.losing(port, Double.NaN, 7))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Integer> sendRun(double share, long seed) throws IOException {
        try (DatagramPort port = lossy(share, seed)) {
            send(port);
        }
        List<Integer> arrived = new ArrayList<>();
        ByteBuffer datagram = ByteBuffer.allocate(RUN);
        while (far.receive(datagram) != null) {
            assertThat(datagram.flip().remaining()).isEqualTo(SEGMENT_BYTES);
            arrived.add((int) datagram.getShort());
            datagram.clear();
        }
        return arrived;
    }

    private static void send(DatagramPort port) throws IOException {
        ByteBuffer run = ByteBuffer.allocate(RUN * SEGMENT_BYTES);
        for (int i = 0; i < RUN; i++) {
            run.putShort((short) i);
        }
        run.flip();
        assertThat(port.send(run, SEGMENT_BYTES)).isEqualTo(RUN);
        assertThat(run.hasRemaining()).isFalse();
    }

    private DatagramPort lossy(double share, long seed) throws IOException {
        return DatagramPort.losing(plain(), share, seed);
    }

    private EphemeralPort plain() throws IOException {
        return EphemeralPort.unlocked(
                InetAddress.getLoopbackAddress(), (InetSocketAddress) far.getLocalAddress(), false);
    }
}
