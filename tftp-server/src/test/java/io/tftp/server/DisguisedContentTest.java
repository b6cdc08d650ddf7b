package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.core.wire.PacketCodec;
import io.tftp.server.files.UploadPolicy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files whose bytes look like packets, between our client and our server: where the kernel coalesces what arrives, a block of {@code
 * X 00 03 bb bb X} is the same bytes as block {@code bb bb} with the content X, twice.
 */
@ExtendWith(LeakCheck.class)
class DisguisedContentTest {

    private static final int HEADER = PacketCodec.DATA_HEADER_BYTES;
    private static final int WINDOWS = 3;

    @TempDir
    private Path root;

    @TempDir
    private Path local;

    private final ServerHarness harness = new ServerHarness(ServerHarness.Ports.EPHEMERAL);

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    // Two such blocks are too long to leave, and so to arrive, in one piece.
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 8})
    void aFullBlockThatLooksLikeCopiesOfAShorterOneIsNoEndOfTheFile(int copies) throws Exception {
        int blockSize = 32_768 / copies * copies - HEADER;
        byte[] content = new byte[5 * blockSize + 7];
        for (int block = 1; block <= 5; block++) {
            disguise(content, blockSize, block, blockSize, copies);
        }
        transfer(content, blockSize, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "512, 4, 204, 2",
        "512, 4, 508, 2",
        "512, 4, 311, 3",
        "512, 4, 508, 4",
        "1428, 8, 1420, 8",
        "1428, 2, 1404, 2",
        "100, 3, 4, 2",
        "8, 2, 4, 2"
    })
    void aLastBlockThatLooksLikeCopiesOfAShorterOneComesWhole(int blockSize, int window, int lastBytes, int copies)
            throws Exception {
        int blocks = WINDOWS * window;
        byte[] content = new byte[blocks * blockSize + lastBytes];
        disguise(content, blockSize, blocks + 1, lastBytes, copies);
        transfer(content, blockSize, window);
    }

    @ParameterizedTest
    @CsvSource({"512, 2, 3", "1428, 2, 4", "1428, 4, 8", "1020, 3, 8"})
    void windowsThatLookLikeCopiesOfABlockComeWhole(int blockSize, int window, int copies) throws Exception {
        byte[] content = new byte[WINDOWS * window * blockSize + 7];
        for (int i = 0; i < WINDOWS; i++) {
            disguiseWindow(content, blockSize, i * window + 1, window, copies);
        }
        transfer(content, blockSize, window);
    }

    @ParameterizedTest
    @CsvSource({"512, 4", "1428, 16"})
    void aBlockThatEndsLikeAnErrorComesWhole(int blockSize, int window) throws Exception {
        byte[] content = new byte[WINDOWS * window * blockSize + 100];
        Arrays.fill(content, (byte) 'a');
        byte[] error = {0, 5, 0, 1, 'n', 'o', 0};
        for (int end = content.length; end > 0; end = (end - 1) / blockSize * blockSize) {
            System.arraycopy(error, 0, content, end - error.length, error.length);
        }
        transfer(content, blockSize, window);
    }

    /** Makes a block look like copies of a shorter one with its number. */
    private static void disguise(byte[] content, int blockSize, int block, int length, int copies) {
        int part = (HEADER + length) / copies;
        assertThat(part * copies).isEqualTo(HEADER + length);
        byte[] copy = new byte[part];
        Arrays.fill(copy, (byte) 'x');
        PacketCodec.putDataHeader(ByteBuffer.wrap(copy), 0, block);
        int start = (block - 1) * blockSize - HEADER;
        for (int i = HEADER; i < copies * part; i++) {
            content[start + i] = copy[i % part];
        }
    }

    /** Makes a window look like copies of a block shorter than it has. */
    private static void disguiseWindow(byte[] content, int blockSize, int first, int window, int copies) {
        int full = HEADER + blockSize;
        int part = window * full / copies;
        assertThat(part * copies).isEqualTo(window * full);
        byte[] copy = new byte[part];
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        for (int i = window - 1; i >= 0; i--) { // the headers that really are there, and the first one's above all
            PacketCodec.putDataHeader(header, 0, first + i);
            for (int j = 0; j < HEADER; j++) {
                copy[(i * full + j) % part] = header.get(j);
            }
        }
        for (int i = 0; i < window * full; i++) {
            if (i % full >= HEADER) {
                content[(first - 1 + i / full) * blockSize + i % full - HEADER] = copy[i % part];
            }
        }
    }

    private void transfer(byte[] content, int blockSize, int window) throws Exception {
        Files.write(root.resolve("file"), content);
        Files.write(root.resolve("stored"), ServerHarness.bytes(3));
        TftpServer server = harness.serve(root, UploadPolicy.REPLACE);
        InetSocketAddress address = server.addresses().get(0);
        TftpClient client = TftpClient.builder()
                .blockSize(blockSize)
                .windowSize(window)
                .timeout(Duration.ofMillis(500))
                .build();
        try {
            Path got = local.resolve("got");
            client.get(RemoteFile.of("127.0.0.1", address.getPort(), "file"), got);
            assertThat(got).hasBinaryContent(content);
            client.put(got, RemoteFile.of("127.0.0.1", address.getPort(), "stored"));
            assertThat(root.resolve("stored")).hasBinaryContent(content);
        } finally {
            closeAtOnce(client);
        }
    }

    /** Doubtful blocks look like losses to a client, and after losses closing waits for repetitions; an interrupt ends that. */
    private static void closeAtOnce(TftpClient client) {
        Thread.currentThread().interrupt();
        client.close();
        assertThat(Thread.interrupted()).isTrue();
    }
}
