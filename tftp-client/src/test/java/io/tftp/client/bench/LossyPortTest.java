package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lossy line does to a run of datagrams, seen from a socket at its other end. */
class LossyPortTest {

    private static final int RUN = 100;

    private FarSocket far;

    @BeforeEach
    void open() throws IOException {
        far = new FarSocket();
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
        try (EphemeralPort plain = far.plainPort();
                DatagramPort deaf = new LossyPort(plain, 1, 7)) {
            plain.send(ByteBuffer.wrap(new byte[] {0, 1}), FarSocket.SEGMENT_BYTES);
            InetSocketAddress near =
                    (InetSocketAddress) far.channel.receive(ByteBuffer.allocate(FarSocket.SEGMENT_BYTES));
            far.channel.send(ByteBuffer.wrap(new byte[] {0, 2}), near);
            ByteBuffer target = ByteBuffer.allocate(FarSocket.SEGMENT_BYTES);
            assertThat(deaf.receive(target)).isZero();
            assertThat(target.position()).isZero();
            assertThat(deaf.coalescing()).isFalse();
        }
    }

    @Test
    void aShareIsAtMostTheWhole() throws Exception {
        try (EphemeralPort port = far.plainPort()) {
            assertThatThrownBy(() -> new LossyPort(port, 1.01, 7)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new LossyPort(port, Double.NaN, 7)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Integer> sendRun(double share, long seed) throws IOException {
        return far.arrivedOfRun(new LossyPort(far.plainPort(), share, seed), RUN);
    }
}
