package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortRange;
import io.tftp.core.link.RequestListener;
import io.tftp.core.link.RequestSocket;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose sessions are paced: content comes through whole, and never sooner than its rate allows. */
class PacedSessionTest {

    private static final int RATE = 200_000;
    private static final int CONTENT_BYTES = 60_000;

    private EventLoop loop;
    private SessionLoop sessions;
    private ContentPool pool;
    private RequestListener listener;
    private TokenBucket rate;
    private BlockSource source;
    private BlockSink sink;
    private final LoopbackTransfers.Ending serverEnd = new LoopbackTransfers.Ending();
    private final LoopbackTransfers.Ending clientEnd = new LoopbackTransfers.Ending();

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("paced-test", true);
        sessions = new SessionLoop(loop);
        pool = new ContentPool("paced-test-content", 2);
        rate = new TokenBucket(RATE, RATE / 20, loop.clock().nanoTime());
        listener = RequestListener.open(
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), loop, pool, this::answer);
    }

    @AfterEach
    void close() {
        listener.close();
        pool.close();
        loop.close();
    }

    private void answer(Request request, InetSocketAddress client, RequestSocket socket) {
        try {
            DatagramPort port = EphemeralPort.toClient(socket.localAddress(), PortRange.ANY, client);
            Negotiation.Answer answer = Negotiation.answerWrite(request.options(), Limits.DEFAULTS);
            Opening opening = Opening.optionAck(answer.granted(), answer.parameters());
            TransferSession session = request instanceof ReadRequest
                    ? TransferSession.sending(
                            sessions, pool, port, opening, LoopbackTransfers.PATIENT, source, serverEnd)
                    : TransferSession.receiving(
                            sessions, pool, port, opening, LoopbackTransfers.PATIENT, false, sink, serverEnd);
            serverSession = session;
            session.paced(List.of(rate)).start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "64"})
    void whatIsSentTakesItsTime(int windowSize) throws Exception {
        source = new BufferSource(ByteBuffer.wrap(content()));
        MemorySink got = MemorySink.plain();
        long begun = loop.clock().nanoTime();
        TransferSession.receiving(
                        sessions,
                        pool,
                        LoopbackTransfers.clientPort(listener.addresses().get(0)),
                        Opening.request(new ReadRequest("f", TransferMode.OCTET, options(windowSize))),
                        LoopbackTransfers.PATIENT,
                        true,
                        got,
                        clientEnd)
                .start();
        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertTookItsTime(begun);
        assertThat(got.bytes()).isEqualTo(content());
        assertThat(serverEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(serverEnd.stats().resends())
                .as("what waits here is not resent")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "64"})
    void whatIsReceivedTakesItsTime(int windowSize) throws Exception {
        MemorySink stored = MemorySink.plain();
        sink = stored;
        long begun = loop.clock().nanoTime();
        TransferSession.sending(
                        sessions,
                        pool,
                        LoopbackTransfers.clientPort(listener.addresses().get(0)),
                        Opening.request(new WriteRequest("f", TransferMode.OCTET, options(windowSize))),
                        LoopbackTransfers.PATIENT,
                        new BufferSource(ByteBuffer.wrap(content())),
                        clientEnd)
                .start();
        assertThat(clientEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertTookItsTime(begun);
        assertThat(serverEnd.await().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(stored.bytes()).isEqualTo(content());
        assertThat(serverEnd.stats().resends())
                .as("no ACK is repeated for the time that it waits here")
                .isZero();
    }

    /** The least that the rate allows: not a matter of how fast the machine is. */
    private void assertTookItsTime(long begun) {
        long least = (CONTENT_BYTES - RATE / 20) * 1000L / RATE;
        assertThat(Duration.ofNanos(loop.clock().nanoTime() - begun).toMillis()).isGreaterThanOrEqualTo(least);
    }

    private static Options options(int windowSize) {
        return Options.of("blksize", "500", "windowsize", String.valueOf(windowSize));
    }

    private static byte[] content() {
        byte[] bytes = new byte[CONTENT_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / 253);
        }
        return bytes;
    }

    private volatile TransferSession serverSession;

    @Test
    void anErrorNeverWaits() throws Exception {
        rate.take(1000L * RATE, loop.clock().nanoTime()); // nothing for a thousand seconds
        source = new BufferSource(ByteBuffer.wrap(content()));
        TransferSession client = TransferSession.receiving(
                sessions,
                pool,
                LoopbackTransfers.clientPort(listener.addresses().get(0)),
                Opening.request(new ReadRequest("f", TransferMode.OCTET, options(1))),
                LoopbackTransfers.PATIENT,
                true,
                MemorySink.plain(),
                clientEnd);
        client.start();
        loop.executeAfter(() -> serverSession.cancel(ErrorCode.NOT_DEFINED, "enough"), Duration.ofMillis(200));
        assertThat(clientEnd.await().kind()).isEqualTo(Kind.PEER_ERROR);
        assertThat(clientEnd.await().message()).isEqualTo("enough");
        assertThat(serverEnd.await().kind()).isEqualTo(Kind.ABORTED);
    }
}
