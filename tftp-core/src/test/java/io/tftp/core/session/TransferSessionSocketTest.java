package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.tftp.core.content.BufferSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session makes of a socket that is full or broken, which no real socket can be made to be on demand. */
class TransferSessionSocketTest {

    private static final int MILLIS = 5000;

    private final DatagramPort port = mock(DatagramPort.class);
    private final List<Integer> blocksSent = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ReadyHandler> registered = new CompletableFuture<>();
    private final LoopbackTransfers.Ending end = new LoopbackTransfers.Ending();
    private EventLoop loop;
    private SessionLoop sessions;
    private ContentPool pool;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("socket-test", true);
        sessions = new SessionLoop(loop);
        pool = new ContentPool("socket-test-content", 2);
        when(port.peer()).thenReturn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 69));
        when(port.hint()).thenReturn("");
        when(port.receive(any())).thenReturn(-1);
        doAnswer(call -> registered.complete(call.getArgument(1))).when(port).register(any(), any());
    }

    @AfterEach
    void close() {
        pool.close();
        loop.close();
    }

    /** Sends a block that the socket takes. */
    private int take(ByteBuffer datagram) {
        blocksSent.add(PacketCodec.block(datagram));
        datagram.position(datagram.limit());
        return 1;
    }

    private void sendOneBlock() {
        TransferSession.sending(
                        sessions,
                        pool,
                        port,
                        Opening.none(),
                        LoopbackTransfers.PATIENT_BRIEFLY,
                        new BufferSource(ByteBuffer.allocate(100)),
                        end)
                .start();
    }

    /** In lock-step that saves a system call for each block. */
    @Test
    void aLoopMayAwaitASessionAlone() throws Exception {
        sendOneBlock();
        assertThat(registered.get(MILLIS, TimeUnit.MILLISECONDS).mayBeAwaitedAlone())
                .isTrue();
    }

    @Test
    void aFullSocketIsWaitedForAndThenServed() throws Exception {
        when(port.locked()).thenReturn(true);
        when(port.send(any(), anyInt())).thenReturn(0).thenAnswer(call -> take(call.getArgument(0)));

        sendOneBlock();
        verify(port, timeout(MILLIS)).awaitWritable(true);
        assertThat(blocksSent).isEmpty();
        ReadyHandler session = registered.get(MILLIS, TimeUnit.MILLISECONDS);
        loop.execute(() -> session.handleReady(loop.clock().nanoTime()));

        verify(port, timeout(MILLIS)).awaitWritable(false);
        assertThat(end.await().kind()).as("nobody acknowledges").isEqualTo(Kind.TIMED_OUT);
        assertThat(blocksSent).startsWith(1);
    }

    @Test
    void anErrorInTheMiddleOfATransferIsALossThatTheTimerMends() throws Exception {
        when(port.locked()).thenReturn(true);
        when(port.send(any(), anyInt()))
                .thenThrow(new IOException("no buffer space available"))
                .thenAnswer(call -> take(call.getArgument(0)));

        sendOneBlock();

        assertThat(end.await().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(blocksSent).as("the resends").hasSize(LoopbackTransfers.PATIENT_BRIEFLY.retries());
    }

    // The system tells it once: where packets take no time, the next send is told, and then no receive is.
    @Test
    void aSendThatIsToldOfAClosedPortEndsTheTransferAtOnce() throws Exception {
        when(port.locked()).thenReturn(true);
        when(port.send(any(), anyInt())).thenThrow(new PortUnreachableException());

        sendOneBlock();

        assertThat(end.await().message()).isEqualTo("the peer's port is closed");
        assertThat(end.portClosed()).isTrue();
    }

    @Test
    void whatThePeerSentBeforeItsPortWasClosedCountsFirst() throws Exception {
        byte[] error = {0, 5, 0, 3, 'f', 'u', 'l', 'l', 0};
        when(port.locked()).thenReturn(true);
        when(port.send(any(), anyInt())).thenThrow(new PortUnreachableException());
        when(port.receive(any()))
                .thenAnswer(call -> {
                    call.getArgument(0, ByteBuffer.class).put(error);
                    return error.length;
                })
                .thenReturn(-1);

        sendOneBlock();

        assertThat(end.await().kind()).isEqualTo(Kind.PEER_ERROR);
        assertThat(end.portClosed()).isFalse();
    }

    @Test
    void aRequestThatCantBeSentEndsTheTransferAtOnce() throws Exception {
        when(port.locked()).thenReturn(false);
        when(port.send(any(), anyInt())).thenThrow(new NoRouteToHostException("no route to host"));

        MemorySink sink = MemorySink.plain();
        TransferSession.receiving(
                        sessions,
                        pool,
                        port,
                        Opening.request(new ReadRequest("file", TransferMode.OCTET, Options.none())),
                        LoopbackTransfers.PATIENT_BRIEFLY,
                        true,
                        sink,
                        end)
                .start();

        assertThat(end.await().kind()).isEqualTo(Kind.ABORTED);
        assertThat(end.cause()).isInstanceOf(NoRouteToHostException.class);
        assertThat(sink.isCommitted()).isFalse();
    }

    @Test
    void aPortThatCantBeRegisteredEndsTheTransfer() throws Exception {
        doAnswer(call -> {
                    throw new IOException("too many");
                })
                .when(port)
                .register(any(), any());

        sendOneBlock();

        assertThat(end.await().kind()).isEqualTo(Kind.ABORTED);
        verify(port, timeout(MILLIS)).close();
    }
}
