package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.loop.Clock;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Ack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketTraceTest {

    private static final InetSocketAddress FIRST = new InetSocketAddress("192.0.2.1", 69);
    private static final InetSocketAddress SECOND = new InetSocketAddress("192.0.2.2", 69);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PacketTrace trace = new PacketTrace(new PrintStream(out, true, UTF_8), Clock.system());

    /** The lines without their times. */
    private List<String> lines() {
        return out.toString(UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\d+\\.\\d{6} ", ""))
                .toList();
    }

    @Test
    void ofSeveralAddressesItSaysWhichIsAskedAndWhichAnswered() {
        trace.asking(FIRST, Optional.empty());
        trace.asking(SECOND, Optional.of("192.0.2.1:69 did not answer"));
        trace.packetSent(new Ack(1));
        trace.agreed(SECOND, TransferParameters.RFC_1350);
        assertThat(lines())
                .containsExactly(
                        "* asking 192.0.2.1:69",
                        "* 192.0.2.1:69 did not answer, asking 192.0.2.2:69",
                        "> ACK 1",
                        "* 192.0.2.2:69 answered");
    }

    @Test
    void aSingleAddressIsNotWorthALine() {
        trace.agreed(FIRST, TransferParameters.RFC_1350);
        assertThat(lines()).isEmpty();
    }
}
