package io.tftp.core.content;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A checksum of content that is read from front to back: tells whether it reads the same a second time.
 *
 * <p>It is a chain of the CRC-32Cs of pieces of {@link #PIECE_BYTES}, so that readers who share a piece share the work on it. It protects
 * from accidents, not from someone who computes collisions. Not thread-safe.
 */
public final class ContentSum {

    /** The length of every piece but the last, in bytes. */
    public static final int PIECE_BYTES = 16 * 1024;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L; // odd, so that no earlier piece is ever multiplied away

    private final CRC32C piece = new CRC32C();
    private int pieceBytes;
    private long chain;

    /**
     * The sum of one piece, for {@link #addPiece}.
     *
     * @param bytes the piece, from its position to its limit; neither is moved
     * @return its CRC-32C
     */
    public static long ofPiece(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return crc.getValue();
    }

    /**
     * Adds a piece whose sum is known, where the one before it ended.
     *
     * @param pieceSum from {@link #ofPiece}
     */
    public void addPiece(long pieceSum) {
        if (pieceBytes > 0) {
            throw new IllegalStateException("the piece before isn't complete");
        }
        chain = next(pieceSum);
    }

    /**
     * Adds the bytes that come next.
     *
     * @param bytes consumed from their position to their limit
     */
    public void add(ByteBuffer bytes) {
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            int length = Math.min(limit - bytes.position(), PIECE_BYTES - pieceBytes);
            piece.update(bytes.limit(bytes.position() + length));
            bytes.limit(limit);
            pieceBytes += length;
            if (pieceBytes == PIECE_BYTES) {
                chain = next(piece.getValue());
                piece.reset();
                pieceBytes = 0;
            }
        }
    }

    /**
     * The sum of all that was added so far.
     *
     * @return equal for equal content, however it was divided when it was added
     */
    public long value() {
        return pieceBytes == 0 ? chain : next(piece.getValue());
    }

    private long next(long pieceSum) {
        return chain * FACTOR + pieceSum + 1; // one more, so that a piece of sum 0 counts
    }
}
