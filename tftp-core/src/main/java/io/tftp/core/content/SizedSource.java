package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Content that may have been promised to have a certain length, and is held to it.
 *
 * <p>A length that was announced to the peer and then not met would pass for a whole file: too few bytes are an error, and
 * bytes beyond the promise are not read.
 */
abstract class SizedSource implements BlockSource {

    private final OptionalLong size;
    private long remainingBytes;

    SizedSource(OptionalLong size) {
        if (size.orElse(0) < 0) {
            throw new IllegalArgumentException("size " + size.getAsLong() + " is negative");
        }
        this.size = size;
        this.remainingBytes = size.orElse(Long.MAX_VALUE);
    }

    /**
     * Reads until {@code target} is full or the content ends.
     *
     * @param target filled from its position to its limit; its limit may not be moved
     * @throws IOException if the content can't be read
     */
    abstract void fill(ByteBuffer target) throws IOException;

    @Override
    public final int read(ByteBuffer target) throws IOException {
        int start = target.position();
        int limit = target.limit();
        if (target.remaining() > remainingBytes) {
            target.limit(start + (int) remainingBytes);
        }
        try {
            fill(target);
            if (target.hasRemaining() && size.isPresent()) {
                throw new IOException("the content ended before its announced " + size.getAsLong() + " bytes");
            }
        } finally {
            target.limit(limit);
        }
        int length = target.position() - start;
        remainingBytes -= length;
        return length;
    }

    @Override
    public final OptionalLong size() {
        return size;
    }

    @Override
    public final boolean mayBlock() {
        return true;
    }
}
