package io.tftp.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.client.ScriptedServer;
import io.tftp.client.SimpleServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a {@code tftp get} leaves behind that is killed (SIGKILL), and who removes it. */
@Timeout(120)
class KilledGetTest {

    @TempDir
    Path directory;

    private Process get(String server, String remote) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TftpMain.class.getName(),
                        "get",
                        "--quiet",
                        server,
                        remote,
                        directory.toString())
                .inheritIO()
                .start();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".part"))
                    .toList();
        }
    }

    private void assertNextGetLeaves(int expected) throws Exception {
        try (SimpleServer server = new SimpleServer()) {
            server.files().put("other", "content".getBytes(UTF_8));
            assertThat(get(server.host() + ":" + server.port(), "other").waitFor())
                    .isZero();
        }
        assertThat(directory.resolve("other")).hasContent("content");
        assertThat(leftovers()).hasSize(expected);
    }

    @Test
    void anotherGetRemovesItWhenItIsSurelyNobodysAnyMore() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.playing(s -> {
            s.awaitRequest();
            over.await();
        })) {
            Process killed = get(server.host() + ":" + server.port(), "name");
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> leftovers().size() == 1);
                Files.setLastModifiedTime(
                        leftovers().get(0), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
                assertNextGetLeaves(1); // of a living process
            } finally {
                killed.destroyForcibly().waitFor();
                over.countDown();
            }
        }
        assertThat(leftovers()).hasSize(1);
        assertNextGetLeaves(0);
    }
}
