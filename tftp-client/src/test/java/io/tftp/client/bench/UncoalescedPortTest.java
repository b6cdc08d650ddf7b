package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.testing.Loopback;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class UncoalescedPortTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int SEGMENT_BYTES = 100;

    @Test
    void aRunThatTheKernelCouldHandOverInOnePieceComesOneByOne() throws Exception {
        assumeTrue(Loopback.cuts(), "the kernel hands over nothing in one piece here, or it is turned off");
        try (DatagramChannel far = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            InetSocketAddress address = (InetSocketAddress) far.getLocalAddress();
            try (EphemeralPort plain = EphemeralPort.toServer(LOOPBACK, address, false);
                    DatagramPort port = new UncoalescedPort(plain)) {
                port.coalesce();
                assertThat(port.coalescing()).isFalse();
                assertThat(plain.coalescing()).isFalse();
                port.send(ByteBuffer.allocate(1), 1);
                far.connect(far.receive(ByteBuffer.allocate(1)));
                Loopback.cut(far, SEGMENT_BYTES);
                far.write(ByteBuffer.allocate(3 * SEGMENT_BYTES));
                assertThat(port.receive(ByteBuffer.allocate(1_000))).isEqualTo(SEGMENT_BYTES);
            }
        }
    }
}
