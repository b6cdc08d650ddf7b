package io.tftp.client.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The content of every transfer of a run: bytes in memory, or a generated pattern of any length.
 *
 * <p>Not thread-safe: all transfers of one loop share it, and read it without creating objects.
 */
public final class Content {

    /** A prime just below 1 MiB: no run of whole blocks is the same as another one. */
    private static final int PERIOD_BYTES = 1_048_573;

    private final long length;
    private final int period;
    private final ByteBuffer view;

    private Content(ByteBuffer bytes, long length) {
        this.view = bytes;
        this.period = bytes.capacity();
        this.length = length;
    }

    /**
     * Creates content from bytes.
     *
     * @param bytes the content, which is copied
     * @return the content
     */
    public static Content of(byte[] bytes) {
        return new Content(ByteBuffer.allocateDirect(bytes.length).put(bytes), bytes.length);
    }

    /**
     * Creates pseudo-random content, which is always the same for a seed.
     *
     * @param seed any number
     * @param length the number of bytes, 0 or more
     * @return the content
     */
    public static Content generated(long seed, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must be 0 or more, not " + length);
        }
        byte[] pattern = new byte[PERIOD_BYTES];
        new SplittableRandom(seed).nextBytes(pattern);
        return new Content(ByteBuffer.allocateDirect(PERIOD_BYTES).put(pattern), length);
    }

    /**
     * The length of the content.
     *
     * @return bytes
     */
    public long length() {
        return length;
    }

    /** Fills {@code target} from {@code offset} on. How many bytes there were. */
    int read(long offset, ByteBuffer target) {
        int count = (int) Math.min(target.remaining(), length - offset);
        int end = target.limit();
        int from = target.position();
        int last = from + count;
        for (int at = from; at < last; at = target.position()) {
            target.limit(last);
            target.put(window(offset + (at - from), last - at));
        }
        target.limit(end);
        return count;
    }

    /** How many bytes of {@code block} are right, if it stands at {@code offset}, and consumes these. */
    int match(long offset, ByteBuffer block) {
        int end = block.limit();
        int from = block.position();
        int last = from + (int) Math.min(block.remaining(), length - offset);
        while (block.position() < last) {
            ByteBuffer expected = window(offset + (block.position() - from), last - block.position());
            block.limit(block.position() + expected.remaining());
            int wrong = block.mismatch(expected);
            block.position(wrong < 0 ? block.limit() : block.position() + wrong);
            if (wrong >= 0) {
                break;
            }
        }
        block.limit(end);
        return block.position() - from;
    }

    /** What stands at {@code offset}, in one piece, not more than {@code most}. */
    private ByteBuffer window(long offset, int most) {
        int start = (int) (offset % period);
        int count = Math.min(most, period - start);
        return view.limit(start + count).position(start);
    }
}
