package io.tftp.server.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.BufferSource;
import io.tftp.core.wire.ReadRequest;
import io.tftp.server.DirectoryHandler;
import io.tftp.server.LeakCheck;
import io.tftp.server.Peer;
import io.tftp.server.ServerListener;
import io.tftp.server.TftpServer;
import io.tftp.server.TransferHandler;
import io.tftp.server.TransferRecord;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples of an embedded server, run. What stands between the markers stands there. */
@ExtendWith(LeakCheck.class)
class ServerExampleTest {

    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private Void serveADirectory(Path path, int port) throws IOException, InterruptedException {
        // snippet: server
        ServerListener listener = new ServerListener() {
            @Override
            public void ended(TransferRecord transfer) {
                print(transfer.request().filename() + ": " + transfer.outcome().kind());
            }
        };
        try (ServedDirectory directory = ServedDirectory.open(path, UploadPolicy.NEW);
                TftpServer server = TftpServer.builder()
                        .port(port)
                        .handler(new DirectoryHandler(directory))
                        .listener(listener)
                        .build()) {
            server.start();
            stop.await();
            server.close(Duration.ofSeconds(10)); // running transfers may come to their end
        }
        // end
        return null;
    }

    private Void serveFromMemory(int port) throws IOException, InterruptedException {
        // snippet: handler
        TransferHandler bootConfigs = new TransferHandler() {
            @Override
            public BlockSource read(ReadRequest request, InetSocketAddress client) throws IOException {
                if (!request.filename().equals("boot.cfg")) {
                    throw new NoSuchFileException(request.filename());
                }
                String config = "hostname node-" + client.getAddress().getHostAddress() + "\n";
                return new BufferSource(ByteBuffer.wrap(config.getBytes(UTF_8)));
            }
        };
        try (TftpServer server =
                TftpServer.builder().port(port).handler(bootConfigs).build()) {
            server.start();
            stop.await();
        }
        // end
        return null;
    }

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void aDirectoryIsServed(@TempDir Path path) throws Exception {
        Files.writeString(path.resolve("hello"), "Hello, world\n");
        int port = freePort();
        whileServing(() -> serveADirectory(path, port), () -> {
            try (Peer peer = new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertThat(peer.get("hello")).asString(UTF_8).isEqualTo("Hello, world\n");
            }
            return null;
        });
        assertThat(printed).containsExactly("hello: COMPLETED");
    }

    @Test
    void contentIsMadeForEachClient() throws Exception {
        int port = freePort();
        whileServing(() -> serveFromMemory(port), () -> {
            try (Peer peer = new Peer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertThat(peer.get("boot.cfg")).asString(UTF_8).isEqualTo("hostname node-127.0.0.1\n");
                peer.request(Peer.read("other.cfg"));
                assertThat(peer.receiveError()).isEqualTo(1);
            }
            return null;
        });
    }

    private void whileServing(Callable<Void> server, Callable<Void> client) throws Exception {
        CompletableFuture<Void> serving = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                serving.complete(server.call());
            } catch (Exception e) {
                serving.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            await().until(() -> thread.getState() == Thread.State.WAITING); // for the end, having started
            client.call();
        } finally {
            stop.countDown();
            serving.get(10, TimeUnit.SECONDS);
            thread.join();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }
}
