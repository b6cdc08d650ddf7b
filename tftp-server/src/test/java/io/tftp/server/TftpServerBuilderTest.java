package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TftpServerBuilderTest {

    private final TftpServerBuilder builder = TftpServer.builder();

    @Test
    void aNameThatIsNotLookedUpIsNoAddress() {
        assertThatThrownBy(() -> builder.address(InetSocketAddress.createUnresolved("example.org", 69)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example.org");
    }

    @Test
    void numbersHaveRanges() {
        assertThatThrownBy(() -> builder.port(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.port(65_536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.mostTransfers(0)).hasMessageContaining("transfers must be 1");
        assertThatThrownBy(() -> builder.loops(0)).hasMessageContaining("loops");
    }

    @Test
    void limitsHaveRanges() {
        ServerLimits limits = ServerLimits.DEFAULTS;
        assertThatThrownBy(() -> limits.withClient(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withClient(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withBytesPerSecond(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withTransferTime(Duration.ZERO)).hasMessageContaining("transferTime");
        assertThatThrownBy(() -> limits.withTransferTime(Duration.ofDays(400))).hasMessageContaining("transferTime");
    }
}
