package io.tftp.core.testing;

import io.tftp.core.content.BlockSource;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A source of {@link TestContent} of a given length. One thread at a time. */
public final class MemorySource implements BlockSource {

    private final long size;
    private long position;

    /**
     * Creates a source.
     *
     * @param size how many bytes it has
     */
    public MemorySource(long size) {
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) {
        int length = (int) Math.min(target.remaining(), size - position);
        for (int i = 0; i < length; i++) {
            target.put(TestContent.at(position + i));
        }
        position += length;
        return length;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
