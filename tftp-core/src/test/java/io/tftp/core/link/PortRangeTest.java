package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 4", "1, 65536", "-1, 5", "5, 0"})
    void whatIsNoRangeIsRefused(int first, int last) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PortRange(first, last))
                .withMessageContaining("A:B");
    }

    @Test
    void anyPortIsTheOperatingSystemsChoice() throws IOException {
        try (DatagramChannel channel = PortRange.ANY.bind(LOOPBACK)) {
            assertThat(port(channel)).isPositive();
        }
    }

    @Test
    void everyPortOfTheRangeIsUsedAndThenItIsExhausted() throws IOException {
        int first = freePort();
        PortRange range = new PortRange(first, first + 2);
        try (DatagramChannel one = range.bind(LOOPBACK);
                DatagramChannel two = range.bind(LOOPBACK);
                DatagramChannel three = range.bind(LOOPBACK)) {
            assertThat(new int[] {port(one), port(two), port(three)})
                    .containsExactlyInAnyOrder(first, first + 1, first + 2);
            assertThatThrownBy(() -> range.bind(LOOPBACK)).isInstanceOf(BindException.class);
        }
    }

    /** A port that is free, and its two successors too, as far as one can tell. */
    private static int freePort() throws IOException {
        while (true) {
            try (DatagramChannel one = PortRange.ANY.bind(LOOPBACK);
                    DatagramChannel two = new PortRange(port(one) + 1, port(one) + 1).bind(LOOPBACK);
                    DatagramChannel three = new PortRange(port(one) + 2, port(one) + 2).bind(LOOPBACK)) {
                return Math.min(port(one), Math.min(port(two), port(three)));
            } catch (BindException | IllegalArgumentException e) {
                // One of the three is taken: try the next.
            }
        }
    }

    private static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
