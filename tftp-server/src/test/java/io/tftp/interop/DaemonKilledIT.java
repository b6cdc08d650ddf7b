package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tftpd} is killed (SIGKILL) in the middle of uploads, again and again: what has a name is whole, what was acknowledged
 * is there, and the next start leaves nothing lying about. {@code -Dtftp.kills=100} does it a hundred times.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DaemonKilledIT {

    private static final int KILLS = Integer.getInteger("tftp.kills", 12);

    private static final int UPLOADERS = 4;
    private static final int LARGEST = 150_000;
    private static final int LONGEST_LIFE_MILLIS = 250;

    @TempDir
    private Path served;

    /** Names whose uploads were acknowledged to the end. */
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();

    private final Random random = new Random(4711);

    @Test
    void whatHasANameIsWholeHoweverOftenTheDaemonIsKilled() throws Exception {
        for (int round = 0; round < KILLS; round++) {
            killInTheMiddle(round);
            assertWhole();
        }
        assertThat(acknowledged).as("uploads that came to their end").isNotEmpty();
        try (ServerProcess last = daemon("new")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (Stream<Path> files = Files.list(served)) {
                    assertThat(files.map(DaemonKilledIT::leftover).filter(text -> !text.isEmpty()))
                            .as("left behind, after %s was started", last.command())
                            .isEmpty();
                }
            });
        }
        assertWhole();
    }

    private ServerProcess daemon(String uploads) throws Exception {
        InetSocketAddress address = ServerProcess.freeAddress("127.0.0.1");
        return ServerProcess.start(
                OurProgram.TFTPD.command(
                        "--quiet",
                        "--address",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(address.getPort()),
                        "--uploads",
                        uploads,
                        served.toString()),
                address);
    }

    private void killInTheMiddle(int round) throws Exception {
        boolean fresh = round % 2 == 0;
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> uploaders;
        try (ServerProcess server = daemon(fresh ? "new" : "replace")) { // whose close is a SIGKILL
            int port = server.address().getPort();
            uploaders = IntStream.range(0, UPLOADERS)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> upload(port, round, number, over)))
                    .toList();
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        }
        over.set(true);
        for (CompletableFuture<Void> uploader : uploaders) {
            uploader.get();
        }
    }

    /** New names all the time; or the same few, each with one of two contents. */
    private void upload(int port, int round, int number, AtomicBoolean over) {
        boolean fresh = round % 2 == 0;
        try (TftpClient client = TftpClient.builder()
                .timeout(Duration.ofMillis(200))
                .retries(1)
                .windowSize(4)
                .blockSize(1428)
                .build()) {
            for (int i = 0; !over.get(); i++) {
                String name = fresh ? "new-" + round + "-" + number + "-" + i : "shared-" + i % 3;
                byte[] content = content(name, fresh ? 0 : number % 2);
                RemoteFile remote = RemoteFile.of("127.0.0.1", port, name);
                try {
                    client.startPut(TransferSource.bytes(content), remote, new TransferObserver() {})
                            .await();
                    acknowledged.put(name, true);
                } catch (TftpException e) {
                    // Killed; what was not acknowledged may be there or not.
                }
            }
        }
    }

    private static byte[] content(String name, int version) {
        Random bytes = new Random(31L * name.hashCode() + version);
        byte[] content = new byte[bytes.nextInt(LARGEST)];
        bytes.nextBytes(content);
        return content;
    }

    private void assertWhole() throws IOException {
        try (Stream<Path> files = Files.list(served)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (leftover(file).isEmpty()) {
                    byte[] found = Files.readAllBytes(file);
                    assertThat(IntStream.of(0, 1).anyMatch(version -> Arrays.equals(found, content(name, version))))
                            .as("%s of %s bytes is whole", name, found.length)
                            .isTrue();
                }
            }
        }
        for (String name : acknowledged.keySet()) {
            assertThat(served.resolve(name)).as("acknowledged").exists();
        }
    }

    /** What may lie about until the next start; empty for anything else. */
    private static String leftover(Path file) {
        try {
            String name = file.getFileName().toString();
            boolean reserved = Files.size(file) == 0
                    && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                            .isEmpty();
            return name.startsWith(".") || reserved ? name : "";
        } catch (IOException e) {
            return ""; // swept just now
        }
    }
}
