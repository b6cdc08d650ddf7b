package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.session.Refusal;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever handlers and listeners throw and clients send, what a server holds is let go again, and is bounded. */
@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
class TftpServerBoundsTest {

    @TempDir
    private Path root;

    private final ServerHarness harness;

    TftpServerBoundsTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** Throws an Error at the first request, and then serves a file. */
    private static TransferHandler brokenAtFirst() {
        return new TransferHandler() {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                if (calls.getAndIncrement() == 0) {
                    throw new StackOverflowError("on purpose");
                }
                return new BufferSource(ByteBuffer.allocate(10));
            }
        };
    }

    @Test
    void aHandlerThatThrowsAnErrorRefusesTheRequest() throws Exception {
        TftpServer server = harness.start(harness.builder().handler(brokenAtFirst()));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        assertThat(peer.receiveError()).isZero();
        assertThat(server.liveTransfers()).isZero();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
    }

    @Test
    void aListenerThatThrowsDoesNoHarm() throws Exception {
        ServerHarness.file(root, "file", 10);
        TftpServer server = harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NONE, OptionalLong.empty()))
                .listener(new ServerListener() {
                    @Override
                    public void requested(Request request, InetSocketAddress client) {
                        throw new IllegalStateException("on purpose");
                    }
                }));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
        await().until(() -> server.liveTransfers() == 0);
    }

    /** Whatever it is told. */
    private static final class BrokenListener implements ServerListener {

        private final AtomicInteger calls = new AtomicInteger();

        private void breakDown() {
            calls.incrementAndGet();
            throw new StackOverflowError("on purpose");
        }

        @Override
        public void requested(Request request, InetSocketAddress client) {
            breakDown();
        }

        @Override
        public void refused(Request request, InetSocketAddress client, Refusal refusal, Throwable cause) {
            breakDown();
        }

        @Override
        public void limited(Limit limit, InetSocketAddress client) {
            breakDown();
        }

        @Override
        public void ended(TransferRecord transfer) {
            breakDown();
        }
    }

    @Test
    void aListenerThatThrowsErrorsAtEverythingDoesNoHarm() throws Exception {
        ServerHarness.file(root, "file", 700);
        BrokenListener listener = new BrokenListener();
        TftpServer server = harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.empty()))
                .access((request, client) -> !request.filename().equals("secret"))
                .listener(listener));
        for (int i = 0; i < 3; i++) {
            Peer peer = harness.peer();
            peer.request(Peer.read("nosuch"));
            assertThat(peer.receiveError()).isEqualTo(1);
            peer.request(Peer.read("secret"));
            assertThat(peer.receiveError()).isEqualTo(2);
            assertThat(peer.get("file")).isEqualTo(ServerHarness.bytes(700));
            peer.request(Peer.write("up" + i));
            peer.receive(Ack.class);
            peer.reply(Peer.data(1, 10));
            assertThat(peer.receive(Ack.class).block()).isEqualTo(1);
        }
        await().until(() -> server.liveTransfers() == 0);
        await().until(() -> listener.calls.get() >= 3 * 7);
    }

    @Test
    void aHandlerThatThrowsErrorsAtEverythingDoesNoHarm() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        TftpServer server = harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                if (calls.incrementAndGet() > 20) {
                    return new BufferSource(ByteBuffer.allocate(10));
                }
                throw new OutOfMemoryError("on purpose");
            }

            @Override
            public Optional<BlockSource> readAtOnce(ReadRequest request, InetSocketAddress client) {
                throw new StackOverflowError("on purpose");
            }

            @Override
            public BlockSink write(WriteRequest request, OptionalLong declaredBytes, InetSocketAddress client) {
                throw new NoClassDefFoundError("on purpose");
            }
        }));
        Peer peer = harness.peer();
        for (int i = 0; i < 20; i++) {
            peer.request(Peer.read("file"));
            assertThat(peer.receiveError()).isZero();
            peer.request(Peer.write("file"));
            assertThat(peer.receiveError()).isZero();
        }
        assertThat(peer.get("file")).hasSize(10);
        await().until(() -> server.liveTransfers() == 0);
    }

    /** A client that changes its mind with each packet makes the server open what nobody wants any more. */
    @Test
    void requestsThatReplaceEachOtherAreBoundedToo() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        TransferHandler slow = new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) {
                opened.incrementAndGet();
                try {
                    hold.await(5, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new BufferSource(ByteBuffer.allocate(10));
            }
        };
        TftpServer server = harness.start(harness.builder().handler(slow).mostTransfers(8));
        Peer peer = harness.peer();
        for (int i = 1; i <= 8; i++) {
            int count = i;
            peer.request(Peer.read("file" + i));
            await().until(() ->
                    opened.get() == count); // one that still waits for its thread would make room for the next
        }
        for (int i = 9; i <= 200; i++) {
            peer.request(Peer.read("file" + i));
        }
        await().until(() -> harness.limited.size() == 192);
        assertThat(harness.requests).hasSize(8);
        hold.countDown();
        await().until(() -> server.liveTransfers() == 0);
        assertThat(opened).hasValue(8);
        peer.request(Peer.read("again"));
        peer.receive(Data.class);
        peer.reply(new Ack(1));
    }

    /** A finished upload's port still answers for some seconds: it is a socket like the others. */
    @Test
    void portsThatLingerCountAgainstTheLimit() throws Exception {
        TftpServer server = harness.start(harness.builder()
                .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.empty()))
                .mostTransfers(2));
        for (int i = 0; i < 2; i++) {
            Peer peer = harness.peer();
            peer.request(Peer.write("file" + i));
            peer.receive(Ack.class);
            peer.reply(Peer.data(1, 10));
            assertThat(peer.receive(Ack.class).block()).isEqualTo(1);
        }
        await().until(() -> server.liveTransfers() == 0);
        Peer late = harness.peer();
        late.request(Peer.write("late"));
        late.expectSilence();
    }

    @Test
    void whereNoMoreFilesCanBeOpenedTheClientIsServedWhenItAsksAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                if (asked.incrementAndGet() == 1) {
                    throw new IOException(new FileSystemException("file", null, "Too many open files"));
                }
                return new BufferSource(ByteBuffer.wrap(ServerHarness.bytes(5)));
            }
        }));
        Peer peer = harness.peer();
        peer.request(Peer.read("file"));
        peer.expectSilence();
        assertThat(peer.get("file")).isEqualTo(ServerHarness.bytes(5));
        assertThat(harness.refusals).isEmpty();
    }
}
