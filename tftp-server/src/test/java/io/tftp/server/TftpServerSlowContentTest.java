package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.StreamSource;
import io.tftp.core.wire.Ack;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Content that makes the server wait holds up nothing but itself. */
@ExtendWith(LeakCheck.class)
class TftpServerSlowContentTest {

    private static final int THREADS = 300;

    @TempDir
    private Path root;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.EPHEMERAL);
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    @BeforeEach
    void makeFile() throws IOException {
        ServerHarness.file(root, "file", 3000);
    }

    @AfterEach
    void close() throws Exception {
        hold.countDown();
        harness.close();
    }

    private void hang() {
        hanging.incrementAndGet();
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Names that begin with "slow" hang, the others are a directory's files. */
    private final class Mixed implements TransferHandler {

        private final TransferHandler files;

        Mixed() throws IOException {
            files = harness.directory(root, UploadPolicy.NONE, OptionalLong.empty());
        }

        private boolean isSlow(Request request) {
            return request.filename().startsWith("slow");
        }

        @Override
        public boolean isLocal(Request request, InetSocketAddress client) {
            return !isSlow(request) && files.isLocal(request, client);
        }

        @Override
        public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
            if (isSlow(request)) {
                hang();
            }
            return files.read(request, client);
        }
    }

    @Test
    void handlersThatHangKeepNoFileFromBeingOpened() throws Exception {
        harness.start(harness.builder().handler(new Mixed()).blockingThreads(THREADS));
        for (int i = 0; i < THREADS + 20; i++) {
            harness.peer().request(Peer.read("slow" + i));
        }
        await().until(() -> hanging.get() == THREADS);
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(3000));
        assertThat(hanging).hasValue(THREADS);
        hold.countDown(); // and then those have their turn that had to wait for a thread
        await().until(() -> hanging.get() == THREADS + 20);
    }

    /** Opens at once, and hangs when it is read. */
    @Test
    void streamsThatHangKeepNoFileFromBeingOpened() throws Exception {
        TransferHandler files = harness.directory(root, UploadPolicy.NONE, OptionalLong.empty());
        TransferHandler streams = new TransferHandler() {
            @Override
            public boolean isLocal(Request request, InetSocketAddress client) {
                return true; // so it says, but what it opens may block
            }

            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                if (request.filename().equals("file")) {
                    return files.read(request, client);
                }
                InputStream hangs = new InputStream() {
                    @Override
                    public int read() {
                        hang();
                        return -1;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return read();
                    }
                };
                InputStream head = new ByteArrayInputStream(new byte[512]);
                return StreamSource.owning(new SequenceInputStream(head, hangs), OptionalLong.empty());
            }
        };
        harness.start(harness.builder().handler(streams).blockingThreads(40));
        for (int i = 0; i < 40; i++) {
            harness.peer().request(Peer.read("stream"));
        }
        await().until(() -> hanging.get() == 40);
        assertThat(harness.peer().get("file")).isEqualTo(ServerHarness.bytes(3000));
        assertThat(hanging).hasValue(40);
    }

    /**
     * <pre>
     * client              server, whose only thread for slow handlers is held up
     *   | ---- RRQ ---------> |
     *   | ---- RRQ ---------> | a repeat: nothing
     *   |                     | no thread in time: given up
     *   | ---- RRQ ---------> | a new request
     *   |                     | the thread is free again
     *   | <--- DATA 1 ------- |
     * </pre>
     */
    @Test
    void whoFindsNoThreadIsGivenUpInSilenceAndMayAskAgain() throws Exception {
        TftpServer server = harness.start(
                harness.builder().handler(new Mixed()).blockingThreads(1).openingPatience(Duration.ofMillis(50)));
        harness.peer().request(Peer.read("slow"));
        await().until(() -> hanging.get() == 1);
        Peer peer = harness.peer();
        ReadRequest request = Peer.read("slow file");
        peer.request(request);
        peer.request(request);
        await().until(() -> harness.limited.contains(Limit.OPENINGS));
        await().until(() -> server.liveTransfers() == 1);
        hold.countDown();
        await().until(() -> server.liveTransfers() == 0);
        assertThat(hanging).hasValue(1);
        ServerHarness.file(root, "slow file", 10);
        peer.request(request);
        assertThat(peer.receive(Data.class).payload().remaining()).isEqualTo(10);
    }

    /**
     * <pre>
     * client              server, whose only thread for slow handlers is held up
     *   | ---- RRQ slow ----> |
     *   | ---- RRQ file ----> | in the place of the first
     *   | <--- DATA 1 ------- |
     *   |                     | no thread in time: the first ends, and no ERROR for it
     *   | ---- ACK 1 -------> |
     *   | <--- DATA 2 ------- |
     * </pre>
     */
    @Test
    void whoHasAskedForSomethingElseSinceIsToldNothingOfWhatFindsNoThread() throws Exception {
        harness.start(harness.builder()
                .handler(new Mixed())
                .serverLimits(ServerLimits.DEFAULTS.withTellsClients(true))
                .blockingThreads(1)
                .openingPatience(Duration.ofSeconds(1)));
        harness.peer().request(Peer.read("slow"));
        await().until(() -> hanging.get() == 1);
        Peer peer = harness.peer();
        peer.request(Peer.read("slow file"));
        peer.request(Peer.read("file"));
        assertThat(peer.receive(Data.class).block()).isEqualTo(1);
        assertThat(harness.ended().request().filename()).isEqualTo("slow file");
        peer.reply(new Ack(1));
        Data next = peer.receive(Data.class);
        while (next.block() == 1) { // sent again meanwhile
            next = peer.receive(Data.class);
        }
        assertThat(next.block()).isEqualTo(2);
        assertThat(harness.limited).isEmpty();
    }

    @Test
    void aCrowdThatGetsFilesTakesFewThreads() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        TransferHandler files = harness.directory(root, UploadPolicy.NONE, OptionalLong.empty());
        harness.start(harness.builder().handler(new TransferHandler() {
            @Override
            public boolean isLocal(Request request, InetSocketAddress client) {
                return files.isLocal(request, client);
            }

            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                names.add(Thread.currentThread().getName());
                return files.read(request, client);
            }
        }));
        for (int i = 0; i < 400; i++) {
            harness.peer().request(Peer.read("file"));
        }
        await().until(() -> harness.requests.size() == 400);
        Peer last = harness.peer();
        assertThat(last.get("file")).isEqualTo(ServerHarness.bytes(3000));
        assertThat(names).hasSizeBetween(1, 16);
    }
}
