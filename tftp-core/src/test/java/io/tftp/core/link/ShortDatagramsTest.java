package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortDatagramsTest {

    private final ShortDatagrams kept = new ShortDatagrams();

    private static SharedPort port() {
        SharedPorts ports = mock(SharedPorts.class);
        when(ports.runs()).thenReturn(new RunSender(null, Optional.empty()));
        return new SharedPort(ports, new InetSocketAddress(1), false);
    }

    @Test
    void datagramsOfAllLengthsComeBackInTheirOrder() {
        SharedPort one = port();
        SharedPort two = port();
        assertThat(kept.isEmpty()).isTrue();
        for (int round = 0; round < 1000; round++) { // several times around
            for (int length = 0; length <= ShortDatagrams.MOST_BYTES; length++) {
                kept.add(length % 2 == 0 ? one : two, datagram(length, round));
            }
            assertThat(one.putBy()).isEqualTo(5);
            for (int length = 0; length <= ShortDatagrams.MOST_BYTES; length++) {
                ByteBuffer target = ByteBuffer.allocate(100);
                assertThat(kept.take(target)).isSameAs(length % 2 == 0 ? one : two);
                assertThat(target.flip()).isEqualTo(datagram(length, round));
            }
            assertThat(one.putBy()).isZero();
            assertThat(kept.isEmpty()).isTrue();
        }
    }

    private static ByteBuffer datagram(int length, int round) {
        ByteBuffer datagram = ByteBuffer.allocate(length + 3).position(3);
        for (int i = 0; i < length; i++) {
            datagram.put((byte) (255 - round - i));
        }
        return datagram.position(3);
    }

    @Test
    void thereIsABound() {
        SharedPort port = port();
        int count = 0;
        while (!kept.isFull() && count < 100_000) {
            kept.add(port, datagram(4, count));
            count++;
        }
        assertThat(count).isEqualTo(1024);
        kept.take(ByteBuffer.allocate(8));
        assertThat(kept.isFull()).isFalse();
    }
}
