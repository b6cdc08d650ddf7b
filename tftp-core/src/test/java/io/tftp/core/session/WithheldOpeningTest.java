package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BufferSource;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortRange;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that may wait for the answer to another request mustn't take DATA 1 of this transfer for it. */
class WithheldOpeningTest {

    private static final Duration BRIEF = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private EventLoop loop;
    private SessionLoop sessions;
    private ContentPool pool;
    private DatagramSocket client;
    private TransferSession session;
    private DatagramPacket datagram;

    @BeforeEach
    void begin() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        loop = EventLoop.open("withheld-test", true);
        sessions = new SessionLoop(loop);
        pool = new ContentPool("withheld-test-content", 1);
        client = new DatagramSocket(0, loopback);
        client.setSoTimeout(5000);
        Negotiation.Answer answer =
                Negotiation.answer(Options.of("blksize", "512"), Limits.DEFAULTS, OptionalLong.empty());
        session = TransferSession.sending(
                sessions,
                pool,
                EphemeralPort.toClient(loopback, PortRange.ANY, (InetSocketAddress) client.getLocalSocketAddress()),
                Opening.optionAck(answer.granted(), answer.parameters()),
                new RetryPolicy(BRIEF, BRIEF, BRIEF, 10),
                new BufferSource(ByteBuffer.allocate(1000)),
                new TransferListener() {
                    @Override
                    public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
                        end.complete(outcome);
                    }
                });
        session.start();
        datagram = new DatagramPacket(new byte[600], 600);
        client.receive(datagram);
        acknowledge(0);
        receiveData(1);
    }

    @AfterEach
    void close() {
        client.close();
        loop.close();
        pool.close();
    }

    private void acknowledge(int block) throws IOException {
        byte[] ack = PacketCodec.encode(new Ack(block)).array();
        client.send(new DatagramPacket(ack, ack.length, datagram.getSocketAddress()));
    }

    private void receiveData(int block) throws IOException {
        do {
            client.receive(datagram);
        } while (PacketCodec.block(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength())) != block);
    }

    private void withhold() throws Exception {
        session.withholdOpening(LONG);
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(done::countDown);
        done.await();
        receiveAll(); // from before
    }

    private int receiveAll() throws IOException {
        client.setSoTimeout(1);
        int count = 0;
        try {
            while (true) {
                client.receive(datagram);
                count++;
            }
        } catch (SocketTimeoutException e) {
            client.setSoTimeout(5000);
            return count;
        }
    }

    @Test
    void theFirstBlockIsNotSentAgain() throws Exception {
        withhold();
        assertThat(end.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        assertThat(receiveAll()).isZero();
    }

    @Test
    void aClientThatGoesOnHasTheRest() throws Exception {
        withhold();
        acknowledge(1);
        receiveData(2);
        acknowledge(2);
        assertThat(end.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }
}
