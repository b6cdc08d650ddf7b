package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * A hundred thousand packets that nobody should send, at the port for requests and into transfers that run: nothing is thrown,
 * memory doesn't grow, and whoever comes for a file gets it meanwhile.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(ServerHarness.Ports.class)
@ExtendWith(LeakCheck.class)
@EnabledOnOs(OS.LINUX) // which has more than one address of loopback
@Tag("slow")
class TftpServerFloodTest {

    private static final int PACKETS = 100_000;

    /** The first fill caches and pools. */
    private static final int FIRST_PACKETS = 30_000;

    /** So many at once fit the least receive buffer that a system grants. */
    private static final int BURST = 50;

    private static final long MOST_GROWTH_BYTES = 8L << 20;
    private static final int FILE_BYTES = 100_000;

    @TempDir
    private Path root;

    private final ServerHarness harness;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private volatile boolean flooding = true;

    private final AppenderBase<ILoggingEvent> collector = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                String cause =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                errors.add(event + " " + cause);
            }
        }
    };

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tftp");
    private final Level usualLevel = logger.getLevel();

    TftpServerFloodTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @BeforeEach
    void collect() {
        collector.start();
        logger.addAppender(collector);
        logger.setLevel(Level.WARN); // of each packet there is something to say at a lower one
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(collector);
        logger.setLevel(usualLevel);
        harness.close();
    }

    @Test
    void aFloodOfNonsenseHarmsNobody() throws Exception {
        byte[] content = ServerHarness.bytes(FILE_BYTES);
        ServerHarness.file(root, "file", FILE_BYTES);
        TftpServer server = harness.start(TftpServer.builder()
                .address(ownAddress())
                .listener(new ServerListener() {}) // the harness's remembers everything
                .handler(harness.directory(root, UploadPolicy.NEW, OptionalLong.of(1 << 20))));
        InetSocketAddress at = server.addresses().get(0);
        CompletableFuture<Void> getting = inBackground(() -> get(at, content));
        CompletableFuture<Void> putting = inBackground(() -> put(at, content));
        try (Flood flood = new Flood(at, 1)) {
            flood.send(FIRST_PACKETS, BURST);
            long before = usedBytes();
            flood.send(PACKETS - FIRST_PACKETS, BURST);
            long after = usedBytes();
            flooding = false;
            getting.join();
            putting.join();
            assertThat(after - before).as("growth of the heap").isLessThan(MOST_GROWTH_BYTES);
            assertThat(flood.sentToTransfers())
                    .as("packets into live transfers")
                    .isGreaterThan(PACKETS / 10);
            assertThat(flood.answers()).as("answers to them").isPositive();
        }
        assertThat(errors).isEmpty();
        assertThat(served).as("files that were got and put meanwhile").hasValueGreaterThan(20);
        assertThat(harness.peer().get("file")).isEqualTo(content);
        server.close(Duration.ZERO);
        assertThat(server.liveTransfers()).isZero();
    }

    /**
     * An address of loopback that is this JVM's alone: packets still go to the ports of transfers that have ended, and at 127.0.0.1
     * the next to have such a port may be a server of another test, in another JVM.
     */
    private static InetSocketAddress ownAddress() throws IOException {
        long pid = ProcessHandle.current().pid();
        byte[] address = {127, 70, (byte) (pid >> 8), (byte) (1 + pid % 254)};
        return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    private interface Work {
        void run() throws Exception;
    }

    private CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                while (flooding) {
                    work.run();
                    served.incrementAndGet();
                }
            } catch (Exception e) {
                throw new AssertionError("a good client was harmed", e);
            }
        });
    }

    private static TftpClient client() {
        return TftpClient.builder().timeout(Duration.ofMillis(200)).retries(20).build();
    }

    private static void get(InetSocketAddress server, byte[] content) throws Exception {
        try (TftpClient client = client()) {
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            client.get(RemoteFile.of(server.getAddress().getHostAddress(), server.getPort(), "file"), got);
            assertThat(Arrays.equals(got.toByteArray(), content)).isTrue();
        }
    }

    private void put(InetSocketAddress server, byte[] content) throws Exception {
        try (TftpClient client = client()) {
            RemoteFile copy = RemoteFile.of(server.getAddress().getHostAddress(), server.getPort(), "good-copy");
            client.put(new ByteArrayInputStream(content), OptionalLong.of(content.length), copy);
            Path stored = root.resolve("good-copy");
            assertThat(Arrays.equals(Files.readAllBytes(stored), content)).isTrue();
            Files.delete(stored);
        }
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
