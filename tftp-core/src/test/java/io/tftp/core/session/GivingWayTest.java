package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BufferSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortRange;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transfer that is to make room for others, if its peer never answers. */
class GivingWayTest {

    private EventLoop loop;
    private SessionLoop sessions;
    private DatagramChannel client;
    private TransferSession session;
    private SocketAddress server;
    private final LoopbackTransfers.Ending end = new LoopbackTransfers.Ending();

    @BeforeEach
    void sendTheFirstBlock() throws IOException {
        loop = EventLoop.open("giving-way-test", true);
        sessions = new SessionLoop(loop);
        client = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        DatagramPort port = EphemeralPort.toClient(
                InetAddress.getLoopbackAddress(), PortRange.ANY, (InetSocketAddress) client.getLocalAddress());
        session = TransferSession.sending(
                sessions,
                ContentPool.direct(),
                port,
                Opening.none(),
                LoopbackTransfers.PATIENT,
                new BufferSource(ByteBuffer.allocate(700)),
                end);
        session.start();
        assertThat(receiveBlock()).isEqualTo(1);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        loop.close();
    }

    private int receiveBlock() throws IOException {
        ByteBuffer datagram = ByteBuffer.allocate(600);
        server = client.receive(datagram);
        return PacketCodec.block(datagram.flip());
    }

    private void acknowledge(int block) throws IOException {
        client.send(PacketCodec.encode(new Ack(block)), server);
    }

    @Test
    void whoNeverAnsweredIsLetGoInSilence() throws Exception {
        session.abandonUnlessHeard("the room was needed");
        assertThat(end.await().kind()).isEqualTo(Kind.ABORTED);
        client.configureBlocking(false);
        assertThat(client.receive(ByteBuffer.allocate(600))).isNull();
    }

    @Test
    void anAnswerThatWasNotReadYetCounts() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        loop.execute(() -> {
            held.countDown();
            try {
                assertThat(hold.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(held.await(5, TimeUnit.SECONDS)).isTrue();
        acknowledge(1);
        session.abandonUnlessHeard("the room was needed");
        hold.countDown();
        assertThat(receiveBlock()).isEqualTo(2);
        session.abandonUnlessHeard("the room was needed");
        acknowledge(2);
        assertThat(end.await().kind()).isEqualTo(Kind.COMPLETED);
    }
}
