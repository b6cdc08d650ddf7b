package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.tftp.core.loop.SocketInternals;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs of datagrams, with the kernel's help and without: this class is run both ways. */
class EphemeralPortTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private DatagramSocket peer;

    @BeforeEach
    void open() throws IOException {
        peer = new DatagramSocket(0, LOOPBACK);
        peer.setSoTimeout(5000);
    }

    @AfterEach
    void close() {
        peer.close();
    }

    private InetSocketAddress peerAddress() {
        return (InetSocketAddress) peer.getLocalSocketAddress();
    }

    private EphemeralPort port() throws IOException {
        return EphemeralPort.toClient(LOOPBACK, PortRange.ANY, peerAddress());
    }

    private List<Integer> receivedLengths(int count) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            peer.receive(packet);
            lengths.add(packet.getLength());
        }
        return lengths;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOffloadIsThereUnlessItIsTurnedOff() {
        assertThat(UdpOffload.instance().isPresent()).isEqualTo(!"off".equals(System.getProperty("tftp.offload")));
    }

    /** A request goes where nobody listens. */
    private EphemeralPort refused() throws IOException {
        assumeTrue(UdpOffload.instance().isPresent(), "the system doesn't tell here, or isn't asked to");
        EphemeralPort port = EphemeralPort.toServer(LOOPBACK, peerAddress(), false);
        port.channel.configureBlocking(false);
        peer.close();
        assertThat(port.send(ByteBuffer.allocate(12), 12)).isEqualTo(1);
        return port;
    }

    /** On the loopback interface the news comes before the send returns, but nobody promised that. */
    private static void awaitRefusal(EphemeralPort port) {
        assertThatThrownBy(() -> await().until(() -> port.receive(ByteBuffer.allocate(600)) >= 0))
                .isInstanceOf(PortUnreachableException.class);
    }

    @Test
    void aRequestToAClosedPortIsRefused() throws IOException {
        try (EphemeralPort port = refused()) {
            awaitRefusal(port);

            assertThat(SocketInternals.hasError(port.channel))
                    .as("or the socket would count as ready for ever")
                    .isFalse();
            assertThat(port.receive(ByteBuffer.allocate(600))).isEqualTo(-1);
        }
    }

    @Test
    void aRequestThatIsSentAgainIsRefusedAgain() throws IOException {
        try (EphemeralPort port = refused()) {
            assertThat(port.send(ByteBuffer.allocate(12), 12)).isEqualTo(1);
            awaitRefusal(port);
            assertThat(port.send(ByteBuffer.allocate(12), 12)).isEqualTo(1);
            awaitRefusal(port);
        }
    }

    // The server's socket for requests may be gone, and its transfer's is there.
    @Test
    void anAnswerCountsMoreThanARefusal() throws IOException {
        try (EphemeralPort port = refused();
                DatagramChannel answering = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0))) {
            answering.send(ByteBuffer.allocate(7), port.channel.getLocalAddress());

            await().until(() -> port.receive(ByteBuffer.allocate(600)) == 7);
            port.lock();
            assertThat(port.receive(ByteBuffer.allocate(600))).isEqualTo(-1);
            assertThat(SocketInternals.hasError(port.channel)).isFalse();
        }
    }

    @Test
    void aRunArrivesAsTheDatagramsItConsistsOf() throws IOException {
        try (EphemeralPort port = port()) {
            ByteBuffer run = ByteBuffer.allocateDirect(3 * 516 + 100);

            assertThat(port.send(run, 516)).isEqualTo(4);

            assertThat(receivedLengths(4)).containsExactly(516, 516, 516, 100);
        }
    }

    @Test
    void aRunLongerThanOneCallCanSendIsSentInParts() throws IOException {
        try (EphemeralPort port = port()) {
            ByteBuffer run = ByteBuffer.allocateDirect(100 * 12);
            int sent = 0;
            while (sent < 100) {
                sent += port.send(run.limit(100 * 12).position(sent * 12), 12);
            }

            assertThat(receivedLengths(100)).containsOnly(12);
        }
    }

    @Test
    void aDatagramLongerThanTheRunsBeforeItStaysWhole() throws IOException {
        try (EphemeralPort port = port()) {
            port.send(ByteBuffer.allocateDirect(24), 12);
            port.send(ByteBuffer.allocateDirect(40), 40);
            port.send(ByteBuffer.allocateDirect(24), 12);

            assertThat(receivedLengths(5)).containsExactly(12, 12, 40, 12, 12);
        }
    }

    @Test
    void aTransferOnAnInterfaceThatCantSegmentSendsDatagramsOneByOneFromThenOn() throws IOException {
        UdpOffload offload = mock(UdpOffload.class);
        when(offload.segment(any(), anyInt())).thenReturn(true);
        DatagramChannel channel = mock(DatagramChannel.class);
        List<Integer> written = new ArrayList<>();
        when(channel.write(any(ByteBuffer.class))).thenAnswer(call -> {
            ByteBuffer datagrams = call.getArgument(0);
            int length = datagrams.remaining();
            written.add(length);
            if (length > 516) {
                throw new IOException("Input/output error");
            }
            datagrams.position(datagrams.limit());
            return length;
        });
        try (EphemeralPort port = new EphemeralPort(channel, peerAddress(), false, Optional.of(offload))) {
            port.connect(peerAddress());

            assertThat(port.send(ByteBuffer.allocate(3 * 516), 516)).isEqualTo(3);
            assertThat(port.send(ByteBuffer.allocate(2 * 516), 516)).isEqualTo(2);
        }

        assertThat(written).as("one attempt, and never again").containsExactly(3 * 516, 516, 516, 516, 516, 516);
        verify(offload).segment(channel, 0);
    }
}
