package io.tftp.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody in the tree swaps a directory and a file with links to the outside, thousands of times a second, while peers
 * read and write through them. They get the inside or a refusal.
 *
 * <pre>
 *   root/dir/file  "inside"          outside/file  "secret"
 *   root/dir  <->  link to outside   root/file  <->  link to outside/file
 * </pre>
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(30)
class SwapRaceTest {

    private static final long DURATION_NANOS = 500_000_000;

    @TempDir
    Path base;

    @Test
    void swappedDirectoriesAndFilesNeverLeadOutside() throws Exception {
        Path root = Files.createDirectories(base.resolve("root"));
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.writeString(outside.resolve("file"), "secret");
        Path directory = Files.createDirectory(root.resolve("dir"));
        Files.writeString(directory.resolve("file"), "inside");
        Path file = Files.writeString(root.resolve("file"), "inside");
        Path directoryLink = Files.createSymbolicLink(root.resolve("dirlink"), outside);
        Path fileLink = Files.createSymbolicLink(root.resolve("filelink"), outside.resolve("file"));

        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (ServedDirectory served = ServedDirectory.open(root, UploadPolicy.REPLACE, OptionalLong.empty())) {
            Future<Integer> swaps = threads.submit(() -> {
                int count = 0;
                for (; !ended.get(); count++) {
                    exchange(directory, directoryLink, root.resolve("aside"));
                    exchange(file, fileLink, root.resolve("aside"));
                }
                return count;
            });
            Future<Integer> reads = threads.submit(until(ended, () -> {
                assertThat(read(served, "dir/file")).isIn("inside", "upload");
                assertThat(read(served, "file")).isIn("inside", "upload");
            }));
            Future<Integer> uploads = threads.submit(until(ended, () -> write(served, "dir/file")));
            Thread.sleep(DURATION_NANOS / 1_000_000);
            ended.set(true);
            assertThat(swaps.get()).isPositive();
            assertThat(reads.get()).isPositive();
            assertThat(uploads.get()).isPositive();
        } finally {
            ended.set(true);
            threads.shutdown();
        }
        assertThat(outside.resolve("file")).hasContent("secret");
        try (var files = Files.list(outside)) {
            assertThat(files).hasSize(1);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Repeats a step that may be refused, and counts how often it wasn't. */
    private static Callable<Integer> until(AtomicBoolean ended, Step step) {
        return () -> {
            int done = 0;
            while (!ended.get()) {
                try {
                    step.run();
                    done++;
                } catch (IOException e) {
                    // Refused: as good as the inside.
                }
            }
            return done;
        };
    }

    private static void exchange(Path one, Path other, Path aside) throws IOException {
        Files.move(one, aside);
        Files.move(other, one);
        Files.move(one, other, StandardCopyOption.ATOMIC_MOVE);
        Files.move(aside, one);
    }

    private static String read(ServedDirectory served, String filename) throws IOException {
        try (BlockSource source = served.openRead(filename)) {
            ByteBuffer block = ByteBuffer.allocate(512);
            source.read(block);
            return UTF_8.decode(block.flip()).toString();
        }
    }

    private static void write(ServedDirectory served, String filename) throws IOException {
        try (BlockSink sink = served.openWrite(filename, OptionalLong.empty())) {
            sink.write(ByteBuffer.wrap("upload".getBytes(UTF_8)));
            sink.commit();
        }
    }
}
