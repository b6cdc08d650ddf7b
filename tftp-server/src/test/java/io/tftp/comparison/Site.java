package io.tftp.comparison;

import io.tftp.client.bench.Content;
import io.tftp.client.bench.LoadPlan;
import io.tftp.client.bench.LoadPlan.Direction;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The directory that all servers serve, and what is in it. Used by one thread, but for {@link #ownContent}. */
final class Site implements Closeable {

    private static final String UPLOAD = "up-";

    /** Some servers acknowledge the last block of an upload before they have written it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final Path directory;
    private final Map<Integer, Content> contents = new HashMap<>();
    private int uploads;

    private Site(Path directory) {
        this.directory = directory;
    }

    static Site create() throws IOException {
        return new Site(Files.createTempDirectory("tftp-comparison"));
    }

    Path directory() {
        return directory;
    }

    /** Makes the file that a load needs, if it isn't there. */
    void prepare(Load load) throws IOException {
        Path file = file(load);
        if (!Files.exists(file)) {
            Files.write(file, bytes(load.fileBytes()));
        }
    }

    /** What the file of a load holds; always the same object, which one load at a time may use. */
    Content content(Load load) {
        return contents.computeIfAbsent(load.fileBytes(), size -> Content.of(bytes(size)));
    }

    /** The same for loads that run at once. */
    static Content ownContent(Load load) {
        return Content.of(bytes(load.fileBytes()));
    }

    /** The name that a load asks for: a file of its size, or a new one for each upload. */
    String remote(Load load) {
        if (load.direction() == Direction.GET) {
            return fileName(load);
        }
        uploads++;
        return UPLOAD + uploads + "-" + LoadPlan.NUMBER;
    }

    /**
     * Removes what was uploaded.
     *
     * @param load what was done
     * @return how many of the files held what they should
     */
    int removeUploads(Load load) throws IOException, InterruptedException {
        int right = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, UPLOAD + "*")) {
            for (Path file : files) {
                right += soonSame(file, file(load)) ? 1 : 0;
                Files.deleteIfExists(file);
            }
        }
        return right;
    }

    private static boolean soonSame(Path copy, Path original) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.mismatch(copy, original) != -1) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        return true;
    }

    private Path file(Load load) {
        return directory.resolve(fileName(load));
    }

    private static String fileName(Load load) {
        return "f" + load.fileBytes();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
