package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing comes to an end whoever asks for it, and whatever the server's threads are at. */
@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // else a close that hangs would hang the build
class TftpServerCloseTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ServerHarness harness;
    private final AtomicReference<TftpServer> server = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    TftpServerCloseTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** What foreign code does with the server that calls it, once it is closing or before. */
    private void askAndClose() {
        List<InetSocketAddress> unused = server.get().addresses();
        server.get().close();
        server.get().close(LONG);
        done.countDown();
    }

    private static TransferHandler serving(BlockSource... sources) {
        return new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                return sources.length > 0 ? sources[0] : new BufferSource(ByteBuffer.allocate(600));
            }
        };
    }

    private void start(TftpServerBuilder builder) throws IOException {
        server.set(harness.start(builder));
    }

    /**
     * <pre>
     * client              server
     *   | ---- RRQ ---------> |
     *   | <--- DATA 1 ------- |
     *   |                     | close: cancels the transfer, and waits for the loop's thread
     *   | <--- ERROR -------- |
     *   |                     | listener on the loop's thread: addresses(), close()
     * </pre>
     */
    @Test
    void aListenerMayAskAndCloseWhileAnotherThreadCloses() throws Exception {
        start(harness.builder().handler(serving()).listener(new ServerListener() {
            @Override
            public void ended(TransferRecord transfer) {
                askAndClose();
            }
        }));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        server.get().close();
        assertThat(done.getCount()).isZero();
        assertThat(peer.receive(ErrorPacket.class).message()).isEqualTo("the server is shutting down");
    }

    @Test
    void aListenerMayCloseByItself() throws Exception {
        start(harness.builder().handler(serving()).listener(new ServerListener() {
            @Override
            public void requested(Request request, InetSocketAddress client) {
                askAndClose();
            }
        }));
        harness.peer().request(Peer.read("file"));
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        server.get().close();
    }

    @Test
    void anAccessPolicyMayClose() throws Exception {
        start(harness.builder().handler(serving()).access((request, client) -> {
            askAndClose();
            return true;
        }));
        harness.peer().request(Peer.read("file"));
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        server.get().close();
    }

    @Test
    void aHandlerMayClose() throws Exception {
        start(harness.builder().handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                askAndClose();
                return new BufferSource(ByteBuffer.allocate(600));
            }
        }));
        harness.peer().request(Peer.read("file"));
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        server.get().close();
    }

    /** 600 bytes; does something when it is closed. */
    private record Watched(BlockSource source, Runnable onClose) implements BlockSource {

        Watched(Runnable onClose) {
            this(new BufferSource(ByteBuffer.allocate(600)), onClose);
        }

        @Override
        public int read(ByteBuffer block) throws IOException {
            return source.read(block);
        }

        @Override
        public OptionalLong size() {
            return source.size();
        }

        @Override
        public void close() {
            onClose.run();
        }
    }

    @Test
    void contentMayCloseTheServerWhenItIsClosed() throws Exception {
        start(harness.builder().handler(serving(new Watched(this::askAndClose))));
        Peer peer = harness.peer();
        assertThat(peer.get("file")).hasSize(600);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        server.get().close();
    }

    @Test
    void manyThreadsCloseAtOnceAndAllFindItClosed() throws Exception {
        start(harness.builder().handler(serving()));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        List<CompletableFuture<Void>> all = Stream.of(LONG, Duration.ZERO, LONG, Duration.ZERO)
                .map(grace -> CompletableFuture.runAsync(
                        () -> {
                            server.get().close(grace);
                            assertThat(server.get().liveTransfers()).isZero();
                        },
                        task -> new Thread(task).start()))
                .toList();
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(20, TimeUnit.SECONDS);
    }

    /** A handler that isn't even moved by an interrupt holds its thread, but no more than that, and what it opens later is closed. */
    @Test
    void aHandlerThatHangsDoesntKeepTheServerFromClosing() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        start(harness.builder().contentPatience(SHORT).handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                hangs.countDown();
                awaitUninterruptibly(hold);
                return new Watched(closed::countDown);
            }
        }));
        harness.peer().request(Peer.read("file"));
        assertThat(hangs.await(5, TimeUnit.SECONDS)).isTrue();
        server.get().close();
        assertThat(hold.getCount()).isOne();
        hold.countDown();
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aListenerThatHangsOnALoopDoesntKeepTheServerFromClosing() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        start(harness.builder().handler(serving()).listener(new ServerListener() {
            @Override
            public void ended(TransferRecord transfer) {
                hangs.countDown();
                awaitUninterruptibly(hold);
            }
        }));
        InetSocketAddress address = server.get().addresses().get(0);
        Peer peer = harness.peer();
        assertThat(peer.get("file")).hasSize(600);
        assertThat(hangs.await(5, TimeUnit.SECONDS)).isTrue();
        server.get().close();
        assertThat(hold.getCount()).isOne();
        try (TftpServer next = TftpServer.builder().address(address).build()) {
            next.start(); // its port is free
        } finally {
            hold.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
