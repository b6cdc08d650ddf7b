package io.tftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Content, observers and callbacks that hold a client's threads up hold up nothing else, and a client closes nevertheless. */
@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // else a close that hangs would hang the build
class ClientHeldUpTest {

    private static final int THREADS = 100;

    @TempDir
    Path directory;

    private final TftpClient client =
            TftpClient.builder().blockingThreads(THREADS).build();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeftBehind() {
        hold.countDown();
        client.close();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("tftp-client")));
    }

    private static SimpleServer serverWithAFile() throws Exception {
        SimpleServer server = new SimpleServer();
        server.files().put("name", new byte[600]);
        return server;
    }

    private static RemoteFile file(SimpleServer server) {
        return RemoteFile.of(server.host(), server.port(), "name");
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (hold.getCount() > 0) {
            try {
                hold.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void contentThatHangsKeepsNoFileFromBeingTransferred() throws Exception {
        AtomicInteger hanging = new AtomicInteger();
        InputStream hangs = new InputStream() {
            @Override
            public int read() {
                hanging.incrementAndGet();
                awaitUninterruptibly();
                return -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return read();
            }
        };
        try (SimpleServer server = serverWithAFile()) {
            List<TftpTransfer> stuck = new ArrayList<>();
            for (int i = 0; i < THREADS + 20; i++) {
                stuck.add(client.startPut(
                        TransferSource.stream(hangs, OptionalLong.empty()), file(server), TransferObserver.NONE));
            }
            await().until(() -> hanging.get() == THREADS);
            client.get(file(server), directory.resolve("local"));
            client.put(directory.resolve("local"), file(server));
            assertThat(Files.size(directory.resolve("local"))).isEqualTo(600);
            assertThat(hanging).hasValue(THREADS);
            stuck.forEach(TftpTransfer::cancel);
            hold.countDown();
        }
    }

    @Test
    void anObserverMayClose() throws Exception {
        try (SimpleServer server = serverWithAFile()) {
            TftpTransfer transfer = client.startGet(
                    file(server), TransferTarget.file(directory.resolve("local")), new TransferObserver() {
                        @Override
                        public void progressed(long bytes, OptionalLong totalBytes) {
                            client.close();
                            closed.countDown();
                        }
                    });
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(transfer.result()).isDone();
        }
    }

    @Test
    void aResultsCallbackMayClose() throws Exception {
        try (SimpleServer server = serverWithAFile()) {
            var unused = client.startGet(
                            file(server), TransferTarget.file(directory.resolve("local")), TransferObserver.NONE)
                    .result()
                    .whenComplete((result, failure) -> {
                        client.close();
                        closed.countDown();
                    });
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void contentMayCloseTheClientWhenItIsClosed() throws Exception {
        BlockSource bytes = new BufferSource(ByteBuffer.allocate(600));
        try (SimpleServer server = serverWithAFile()) {
            BlockSource content = new BlockSource() {
                @Override
                public int read(ByteBuffer target) throws IOException {
                    return bytes.read(target);
                }

                @Override
                public OptionalLong size() {
                    return bytes.size();
                }

                @Override
                public void close() {
                    client.close();
                    closed.countDown();
                }
            };
            client.startPut(() -> content, file(server), TransferObserver.NONE).await();
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anObserverThatHangsDoesntKeepTheClientFromClosing() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        try (SimpleServer server = serverWithAFile()) {
            TftpTransfer transfer = client.startGet(
                    file(server), TransferTarget.file(directory.resolve("local")), new TransferObserver() {
                        @Override
                        public void progressed(long bytes, OptionalLong totalBytes) {
                            hangs.countDown();
                            awaitUninterruptibly();
                        }
                    });
            assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(client::close), CompletableFuture.runAsync(client::close))
                    .get(30, TimeUnit.SECONDS);
            assertThat(hold.getCount()).isOne();
            assertThat(transfer.result()).isCompletedExceptionally();
        }
    }
}
