package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.link.DatagramPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a doubling line does to datagrams, seen from a socket at its other end. */
class DuplicatingPortTest {

    private static final int RUN = 50;

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
    void someGoOutTwiceOneBehindTheOther() throws Exception {
        List<Integer> arrived = sendRun(0.5, 7);
        assertThat(arrived).hasSizeBetween(RUN + 10, RUN + 40).isSorted();
        assertThat(sendRun(0.5, 7)).isEqualTo(arrived);
        assertThat(sendRun(0.5, 8)).isNotEqualTo(arrived);
    }

    @Test
    void noneOrAllGoOutTwiceWhereThatIsAskedFor() throws Exception {
        assertThat(sendRun(0, 7)).hasSize(RUN);
        assertThat(sendRun(1, 7)).hasSize(2 * RUN);
    }

    @Test
    void whatComesTwiceIsReceivedTwice() throws Exception {
        try (DatagramPort port = new DuplicatingPort(far.plainPort(), 1, 7)) {
            port.send(ByteBuffer.wrap(new byte[] {0, 1}), FarSocket.SEGMENT_BYTES);
            InetSocketAddress near =
                    (InetSocketAddress) far.channel.receive(ByteBuffer.allocate(FarSocket.SEGMENT_BYTES));
            far.channel.send(ByteBuffer.wrap(new byte[] {5, 6, 7}), near);
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(port.receive(target.position(1))).isEqualTo(3);
            assertThat(port.receive(target)).isEqualTo(3);
            far.channel.send(ByteBuffer.wrap(new byte[] {8}), near);
            assertThat(port.receive(target)).isEqualTo(1);
            assertThat(target.array()).containsExactly(0, 5, 6, 7, 5, 6, 7, 8, 0, 0);
            assertThat(port.coalescing()).isFalse();
        }
    }

    private List<Integer> sendRun(double share, long seed) throws IOException {
        return far.arrivedOfRun(new DuplicatingPort(far.plainPort(), share, seed), RUN);
    }
}
