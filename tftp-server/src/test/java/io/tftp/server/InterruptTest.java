package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferTarget;
import io.tftp.core.wire.Request;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners that leave an interrupt on the thread that tells them: the server's and the client's go on. */
@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource(ServerHarness.Ports.class)
class InterruptTest {

    private static final int TRANSFERS = 5;

    @TempDir
    private Path root;

    private final ServerHarness harness;

    InterruptTest(ServerHarness.Ports ports) {
        harness = new ServerHarness(ports);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static final class Interrupting implements ServerListener, TransferObserver {

        @Override
        public void requested(Request request, InetSocketAddress client) {
            Thread.currentThread().interrupt();
        }

        @Override
        public void ended(TransferRecord transfer) {
            Thread.currentThread().interrupt();
        }

        @Override
        public void progressed(long bytes, OptionalLong totalBytes) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptThatAListenerLeavesHarmsNoTransfer() throws Exception {
        byte[] content = ServerHarness.bytes(200_000);
        Path file = Files.write(root.resolve("file"), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH)); // so that its pages are shared
        byte[] small = ServerHarness.bytes(700);
        Files.write(root.resolve("small"), small);
        Interrupting interrupting = new Interrupting();
        TftpServer server = harness.start(harness.builder()
                .listener(interrupting)
                .handler(harness.directory(root, UploadPolicy.REPLACE, OptionalLong.empty())));
        int port = server.addresses().get(0).getPort();

        try (TftpClient client = TftpClient.builder().build()) {
            for (int i = 0; i < TRANSFERS; i++) {
                ByteArrayOutputStream got = new ByteArrayOutputStream();
                client.startGet(RemoteFile.of("127.0.0.1", port, "file"), TransferTarget.stream(got), interrupting)
                        .await();
                assertThat(got.toByteArray()).isEqualTo(content);
                got.reset();
                client.get(RemoteFile.of("127.0.0.1", port, "small"), got);
                assertThat(got.toByteArray()).isEqualTo(small);
                client.put(file, RemoteFile.of("127.0.0.1", port, "copy"));
                assertThat(root.resolve("copy")).hasBinaryContent(content);
            }
        }
    }
}
