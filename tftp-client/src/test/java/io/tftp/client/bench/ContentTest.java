package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.content.StorageFullException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put and what is compared with. */
class ContentTest {

    private static final int BLOCK_BYTES = 512;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1_048_572, 1_048_573, 1_048_574, 3_000_000})
    void whatWasGeneratedIsFoundRight(int length) throws Exception {
        byte[] bytes = bytes(Content.generated(7, length));
        assertThat(bytes).hasSize(length);
        ComparingSink sink = new ComparingSink(Content.generated(7, length));
        write(sink, bytes);
        sink.commit();
    }

    @Test
    void aSeedHasContentOfItsOwn() {
        assertThat(bytes(Content.generated(7, 5_000))).isEqualTo(bytes(Content.generated(7, 5_000)));
        assertThat(bytes(Content.generated(7, 5_000))).isNotEqualTo(bytes(Content.generated(8, 5_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 1_023, 1_024, 1_048_573, 1_999_999})
    void oneWrongByteIsFound(int at) {
        Content content = Content.generated(7, 2_000_000);
        byte[] bytes = bytes(content);
        bytes[at] ^= 1;
        assertThatThrownBy(() -> write(new ComparingSink(content), bytes))
                .isInstanceOfSatisfying(
                        WrongContentException.class,
                        wrong -> assertThat(wrong.offset()).isEqualTo(at))
                .hasMessage("content differs");
    }

    @Test
    void aByteTooManyIsFound() {
        Content content = Content.of(new byte[1_000]);
        assertThatThrownBy(() -> write(new ComparingSink(content), new byte[1_001]))
                .isInstanceOf(WrongContentException.class)
                .hasMessage("content too long");
    }

    @Test
    void aByteTooFewIsFoundAtTheEnd() throws Exception {
        ComparingSink sink = new ComparingSink(Content.of(new byte[1_000]));
        write(sink, new byte[999]);
        assertThatThrownBy(sink::commit)
                .isInstanceOf(WrongContentException.class)
                .hasMessage("content too short");
    }

    @Test
    void transfersThatTakeTurnsDoNotDisturbEachOther() throws Exception {
        Content content = Content.generated(7, 3_000);
        byte[] bytes = bytes(content);
        ComparingSink one = new ComparingSink(content);
        ComparingSink other = new ComparingSink(content);
        one.write(ByteBuffer.wrap(bytes, 0, 1_000));
        write(other, bytes);
        one.write(ByteBuffer.wrap(bytes, 1_000, 2_000));
        one.commit();
        other.commit();
    }

    @Test
    void aReferenceIsWhatCame() throws Exception {
        byte[] bytes = bytes(Content.generated(7, 1_000_000));
        ReferenceSink reference = new ReferenceSink();
        for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
            reference.write(ByteBuffer.wrap(bytes, at, Math.min(BLOCK_BYTES, bytes.length - at)));
        }
        assertThat(bytes(reference.content())).isEqualTo(bytes);
    }

    @Test
    void aReferenceHasItsBound() {
        ReferenceSink reference = new ReferenceSink(1 << 20);
        assertThatCode(() -> reference.write(ByteBuffer.allocate(1 << 20))).doesNotThrowAnyException();
        assertThatThrownBy(() -> reference.write(ByteBuffer.allocate(1)))
                .isInstanceOf(StorageFullException.class)
                .hasMessage("the file is larger than the 1 MiB that are kept in memory to compare with");
    }

    private static byte[] bytes(Content content) {
        byte[] bytes = new byte[(int) content.length()];
        ContentSource source = new ContentSource(content);
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        int length = BLOCK_BYTES;
        for (int at = 0; length == BLOCK_BYTES; at += length) {
            length = source.read(block.clear());
            block.flip().get(bytes, at, length);
        }
        return bytes;
    }

    private static void write(ComparingSink sink, byte[] bytes) throws WrongContentException {
        for (int at = 0; at < bytes.length; at += BLOCK_BYTES) {
            sink.write(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BLOCK_BYTES))));
        }
    }
}
