package io.tftp.core.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables write CR as {@code r}, LF as {@code n}, NUL as {@code 0}; other letters are themselves. */
class NetasciiTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "abc, abc",
        "n, rn",
        "r, r0",
        "rn, r0rn",
        "nr, rnr0",
        "anb, arnb",
        "0, 0",
        "r0, r00",
        "nnn, rnrnrn",
        "rrr, r0r0r0"
    })
    void localTextLeavesAsNetasciiAndComesBack(String text, String netascii) throws IOException {
        for (int block = 1; block <= 5; block++) {
            int size = block;
            assertThat(encode(bytes(text), () -> size)).isEqualTo(bytes(netascii));
            assertThat(decode(bytes(netascii), () -> size)).isEqualTo(bytes(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ra, ra",
        "r, r",
        "rr, rr",
        "rr0, rr",
        "rrn, rn",
        "rran, rran",
        "n, n",
        "anb, anb",
        "0, 0",
        "r00, r0",
        "rnr, nr"
    })
    void carriageReturnThatMeansNothingIsKept(String netascii, String text) throws IOException {
        for (int block = 1; block <= 5; block++) {
            int size = block;
            assertThat(decode(bytes(netascii), () -> size)).isEqualTo(bytes(text));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void anyTextSurvivesAnySplits(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            byte[] text = new byte[random.nextInt(30_000)];
            boolean dense = random.nextBoolean();
            for (int i = 0; i < text.length; i++) {
                int choice = random.nextInt(dense ? 4 : 200);
                text[i] = (byte) (choice == 0 ? '\r' : choice == 1 ? '\n' : choice == 2 ? 0 : random.nextInt(256));
            }
            byte[] netascii = encode(text, () -> 1 + random.nextInt(2000));

            assertThat(netascii).as("seed %d round %d", seed, round).isEqualTo(slowNetascii(text));
            assertThat(decode(netascii, () -> random.nextInt(12_000)))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(text);
        }
    }

    @Test
    void sizeIsUnknownAndWaitingIsTheContents() throws IOException {
        try (NetasciiSource memory = new NetasciiSource(new BufferSource(ByteBuffer.allocate(3)));
                NetasciiSource stream = new NetasciiSource(new StreamSource(new ByteArrayInputStream(new byte[3])))) {
            assertThat(memory.size()).isEmpty();
            assertThat(memory.mayBlock()).isFalse();
            assertThat(stream.mayBlock()).isTrue();
        }
    }

    @Test
    void commitAndCloseReachTheContent() throws IOException {
        MemorySink text = new MemorySink();
        NetasciiSink sink = new NetasciiSink(text);
        sink.commit();
        assertThat(text.committed).isTrue();
        sink.close();
        assertThat(text.closed).isTrue();
    }

    private static byte[] encode(byte[] text, IntSupplier blockSizes) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (NetasciiSource source = new NetasciiSource(new BufferSource(ByteBuffer.wrap(text)))) {
            int wanted;
            int length;
            do {
                wanted = blockSizes.getAsInt();
                ByteBuffer block = ByteBuffer.allocateDirect(wanted);
                length = source.read(block);
                assertThat(block.position()).isEqualTo(length);
                byte[] copy = new byte[length];
                block.flip().get(copy);
                result.writeBytes(copy);
            } while (length == wanted);
        }
        return result.toByteArray();
    }

    private static byte[] decode(byte[] netascii, IntSupplier blockSizes) throws IOException {
        MemorySink text = new MemorySink();
        try (NetasciiSink sink = new NetasciiSink(text)) {
            for (int at = 0; at < netascii.length; ) {
                int length = Math.min(blockSizes.getAsInt(), netascii.length - at);
                ByteBuffer block = ByteBuffer.wrap(netascii, at, length).asReadOnlyBuffer();
                sink.write(block);
                assertThat(block.hasRemaining()).isFalse();
                at += length;
            }
            sink.commit();
        }
        return text.bytes();
    }

    private static byte[] slowNetascii(byte[] text) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        for (byte b : text) {
            if (b == '\n') {
                result.write('\r');
            }
            result.write(b);
            if (b == '\r') {
                result.write(0);
            }
        }
        return result.toByteArray();
    }

    private static byte[] bytes(String table) {
        return table.replace('r', '\r').replace('n', '\n').replace('0', '\0').getBytes(ISO_8859_1);
    }
}
