package io.tftp.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSumTest {

    private static final int PIECE = ContentSum.PIECE_BYTES;

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static long sum(byte[] content) {
        ContentSum sum = new ContentSum();
        sum.add(ByteBuffer.wrap(content));
        return sum.value();
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "1, 1", "16384, 512", "16385, 1428", "100000, 1428", "65536, 40000"})
    void theSameContentHasTheSameSumHoweverItIsDivided(int length, int blockSize) {
        byte[] content = content(length);
        ContentSum blocks = new ContentSum();
        for (int at = 0; at < length; at += blockSize) {
            blocks.add(ByteBuffer.wrap(content, at, Math.min(blockSize, length - at)));
        }
        ContentSum pieces = new ContentSum();
        for (int at = 0; at < length; at += PIECE) {
            pieces.addPiece(ContentSum.ofPiece(ByteBuffer.wrap(content, at, Math.min(PIECE, length - at))));
        }
        assertThat(blocks.value()).isEqualTo(sum(content));
        assertThat(pieces.value()).isEqualTo(sum(content));
    }

    @Test
    void aByteMoreOrOtherOrPiecesInAnotherOrderAreAnotherSum() {
        byte[] content = content(2 * PIECE);
        byte[] other = content.clone();
        other[PIECE - 1] ^= 1;
        byte[] turned = new byte[2 * PIECE];
        System.arraycopy(content, 0, turned, PIECE, PIECE);
        System.arraycopy(content, PIECE, turned, 0, PIECE);
        assertThat(sum(other)).isNotEqualTo(sum(content));
        assertThat(sum(turned)).isNotEqualTo(sum(content));
        assertThat(sum(content(2 * PIECE + 1))).isNotEqualTo(sum(content));
        assertThat(sum(new byte[PIECE])).isNotEqualTo(sum(new byte[2 * PIECE]));
        assertThat(sum(new byte[0])).isNotEqualTo(sum(new byte[1]));
    }

    @Test
    void bytesAddedAreConsumedAndAPieceIsNot() {
        ByteBuffer bytes = ByteBuffer.allocate(100).position(10).limit(90);
        ContentSum.ofPiece(bytes);
        assertThat(bytes.remaining()).isEqualTo(80);
        new ContentSum().add(bytes);
        assertThat(bytes.position()).isEqualTo(90);
        assertThat(bytes.limit()).isEqualTo(90);
    }
}
