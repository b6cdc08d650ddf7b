package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void plainLineLeavesThePortAsItIs() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramPort port = EphemeralPort.toServer(loopback, new InetSocketAddress(loopback, 6969), false)) {
            assertThat(Line.PLAIN.before(port, 7)).isSameAs(port);
            assertThat(Line.PLAIN.uncoalesced().before(port, 7)).isNotSameAs(port);
        }
    }

    @Test
    void whatIsNotSaidStays() {
        Line line = Line.PLAIN.losing(0.1).duplicating(0.2).uncoalesced();
        assertThat(line).isEqualTo(new Line(0.1, 0.2, false));
        assertThat(line.losing(0)).isEqualTo(new Line(0, 0.2, false));
    }

    @Test
    void onlyLossesAndDuplicatesImpair() {
        assertThat(Line.PLAIN.uncoalesced().impaired()).isFalse();
        assertThat(Line.PLAIN.losing(0.1).impaired()).isTrue();
        assertThat(Line.PLAIN.duplicating(0.1).impaired()).isTrue();
    }

    @Test
    void sharesAreWithinTheirRange() {
        assertThatThrownBy(() -> Line.PLAIN.losing(0.91))
                .hasMessage("the share of lost packets must be 0 to 0.9, not 0.91");
        assertThatThrownBy(() -> Line.PLAIN.duplicating(Double.NaN)).hasMessageContaining("duplicated");
    }
}
