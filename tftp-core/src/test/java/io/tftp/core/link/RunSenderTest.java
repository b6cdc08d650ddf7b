package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One socket, and two ways from it: only one of them bears datagrams that the kernel is to cut. */
class RunSenderTest {

    private final InetSocketAddress good = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private final InetSocketAddress bad = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    private final List<String> calls = new ArrayList<>();
    private int cut;

    private RunSender sender() throws IOException {
        UdpOffload offload = mock(UdpOffload.class);
        when(offload.segment(any(), anyInt())).thenAnswer(call -> {
            cut = call.getArgument(1);
            calls.add("cut " + cut);
            return true;
        });
        DatagramChannel channel = mock(DatagramChannel.class);
        when(channel.send(any(), any())).thenAnswer(call -> {
            if (cut > 0 && call.getArgument(1).equals(bad)) { // however short it is
                throw new IOException("Input/output error");
            }
            ByteBuffer datagrams = call.getArgument(0);
            int length = datagrams.remaining();
            calls.add("send " + length);
            datagrams.position(datagrams.limit());
            return length;
        });
        return new RunSender(channel, Optional.of(offload));
    }

    @Test
    void aWayThatDoesNotBearCuttingIsLeftAlone() throws IOException {
        RunSender sender = sender();
        assertThat(sender.sendRun(ByteBuffer.allocate(250), 100, good)).isEqualTo(3);
        assertThat(sender.sendSingly(ByteBuffer.allocate(50), 50, bad, false)).isEqualTo(1);
        assertThat(sender.sendRun(ByteBuffer.allocate(250), 100, bad)).isEqualTo(-1);
        assertThat(sender.sendSingly(ByteBuffer.allocate(250), 100, bad, false)).isEqualTo(3);
        assertThat(sender.sendRun(ByteBuffer.allocate(250), 100, good)).isEqualTo(3);
        assertThat(sender.sendSingly(ByteBuffer.allocate(50), 50, good, true)).isEqualTo(1);
        assertThat(sender.sendSingly(ByteBuffer.allocate(101), 101, good, true)).isEqualTo(1);
        assertThat(calls)
                .containsExactly(
                        "cut 100",
                        "send 250",
                        "cut 0",
                        "send 50",
                        "cut 100",
                        "cut 0",
                        "send 100",
                        "send 100",
                        "send 50",
                        "cut 100",
                        "send 250",
                        "send 50",
                        "cut 0",
                        "send 101");
    }
}
