package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.content.BlockSource;
import io.tftp.core.testing.VirtualClock;
import io.tftp.core.wire.ReadRequest;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotFilesTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);
    private static final InetSocketAddress CLIENT = new InetSocketAddress(0);

    @TempDir
    private Path root;

    /** Later than all that the test does: so nothing was written only just now. */
    private final VirtualClock clock =
            new VirtualClock(Long.MAX_VALUE - 5, Instant.now().plusSeconds(60));

    private ServedDirectory directory;
    private DirectoryHandler handler;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        directory = ServedDirectory.open(root, UploadPolicy.NONE);
        handler = new DirectoryHandler(directory, new HotFiles(directory, clock));
        file = write("file", 1000);
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private Path write(String name, int length) throws IOException {
        Path path = ServerHarness.file(root, name, length);
        return Files.setLastModifiedTime(path, LONG_AGO);
    }

    private static ReadRequest request(String name) {
        return Peer.read(name);
    }

    /** Reads it as often as it takes to be hot. */
    private byte[] read(String name) throws IOException {
        readOnce(name);
        return readOnce(name);
    }

    private byte[] readOnce(String name) throws IOException {
        return bytes(handler.read(request(name), CLIENT));
    }

    private Optional<byte[]> readAtOnce(String name) throws IOException {
        Optional<BlockSource> source = handler.readAtOnce(request(name), CLIENT);
        return source.isPresent() ? Optional.of(bytes(source.get())) : Optional.empty();
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        try (source) {
            ByteBuffer content = ByteBuffer.allocate(200_000);
            source.read(content);
            return Arrays.copyOf(content.array(), content.position());
        }
    }

    @Test
    void whatWasReadJustNowIsThereAtOnce() throws IOException {
        assertThat(readAtOnce("file")).isEmpty();
        assertThat(read("file")).isEqualTo(ServerHarness.bytes(1000));
        assertThat(readAtOnce("file")).hasValue(ServerHarness.bytes(1000));
        assertThat(readAtOnce("file")).hasValue(ServerHarness.bytes(1000));
    }

    @Test
    void whatWasReadOnlyOnceIsNotKept() throws IOException {
        assertThat(readOnce("file")).isEqualTo(ServerHarness.bytes(1000));
        assertThat(readAtOnce("file")).isEmpty();
        assertThat(readOnce("file")).isEqualTo(ServerHarness.bytes(1000));
        assertThat(readAtOnce("file")).isPresent();
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        read("file");
        Files.write(file, new byte[1000]);
        assertThat(readAtOnce("file")).isEmpty();
        assertThat(read("file")).isEqualTo(new byte[1000]);
    }

    @Test
    void aReplacedFileIsReadAgainEvenIfItLooksTheSame() throws IOException {
        read("file");
        Path other = Files.setLastModifiedTime(Files.write(root.resolve("other"), new byte[1000]), LONG_AGO);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(readAtOnce("file")).isEmpty();
        assertThat(read("file")).isEqualTo(new byte[1000]);
        assertThat(readAtOnce("file")).hasValue(new byte[1000]);
    }

    @Test
    void aRemovedFileIsGone() throws IOException {
        read("file");
        Files.delete(file);
        assertThat(readAtOnce("file")).isEmpty();
    }

    @Test
    void aFileWrittenJustNowIsNotKept() throws IOException {
        handler = new DirectoryHandler(directory);
        assertThat(read("file")).hasSize(1000);
        assertThat(readAtOnce("file")).isEmpty();
    }

    @Test
    void aFileThatGotTheNumberAndTheTimesOfAnotherIsReadAgain() throws Exception {
        read("file");
        Thread.sleep(20); // a tick of the file system's clock
        Files.delete(file);
        Files.write(file, new byte[1000]);
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(readAtOnce("file")).isEmpty();
    }

    @Test
    void aLinkThatLeadsElsewhereNowIsFollowed() throws IOException {
        Files.createDirectory(root.resolve("v1"));
        Files.createDirectory(root.resolve("v2"));
        write("v1/file", 1000);
        Files.setLastModifiedTime(Files.write(root.resolve("v2/file"), new byte[1000]), LONG_AGO);
        Files.createSymbolicLink(root.resolve("current"), Path.of("v1"));
        assertThat(read("current/file")).isEqualTo(ServerHarness.bytes(1000));
        assertThat(readAtOnce("current/file")).isPresent();
        Files.delete(root.resolve("current"));
        Files.createSymbolicLink(root.resolve("current"), Path.of("v2"));
        assertThat(readAtOnce("current/file")).isEmpty();
        assertThat(read("current/file")).isEqualTo(new byte[1000]);
    }

    @Test
    void aLargeFileIsNotKept() throws IOException {
        write("large", 64 * 1024 + 1);
        assertThat(read("large")).hasSize(64 * 1024 + 1);
        assertThat(readAtOnce("large")).isEmpty();
        write("largest", 64 * 1024);
        assertThat(read("largest")).hasSize(64 * 1024);
        assertThat(readAtOnce("largest")).isPresent();
    }

    @Test
    void afterASecondItHasToBeOpenedAgain() throws IOException {
        read("file");
        clock.pass(Duration.ofSeconds(1).minusNanos(1));
        assertThat(handler.readAtOnce(request("file"), CLIENT)).isPresent();
        clock.pass(Duration.ofNanos(1));
        assertThat(handler.readAtOnce(request("file"), CLIENT)).isEmpty();
        assertThat(read("file")).hasSize(1000);
    }

    @Test
    void theNumberKeptIsBounded() throws IOException {
        for (int i = 0; i < 140; i++) { // more than 8 MiB
            write("file" + i, 60_000);
            read("file" + i);
        }
        assertThat(readAtOnce("file0")).isEmpty();
    }
}
