package io.tftp.core.content;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Content that lies in memory: the remaining bytes of a buffer.
 *
 * <p>The bytes are not copied, so whoever made the buffer leaves them as they are until the transfer has ended. The
 * buffer's own position and limit are never moved: any number of sources, in any threads, may read from one buffer.
 */
public final class BufferSource implements BlockSource {

    private final ByteBuffer content;
    private final int sizeBytes;

    /**
     * Creates a source of what remains in {@code content}.
     *
     * @param content from its position to its limit; neither is moved
     */
    public BufferSource(ByteBuffer content) {
        this.content = content.slice();
        this.sizeBytes = this.content.remaining();
    }

    @Override
    public int read(ByteBuffer target) {
        int length = Math.min(target.remaining(), content.remaining());
        int limit = content.limit();
        content.limit(content.position() + length);
        target.put(content);
        content.limit(limit);
        return length;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(sizeBytes);
    }

    @Override
    public void close() {
        // Nothing is held: the memory belongs to whoever made the buffer.
    }
}
