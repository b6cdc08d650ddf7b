package io.tftp.core.testing;

import io.tftp.core.content.BlockSink;
import java.nio.ByteBuffer;

/**
 * A sink that compares what comes with {@link TestContent}, and fails at the first byte that is another. One thread at a
 * time.
 */
public final class MemorySink implements BlockSink {

    private long size;
    private boolean committed;

    /** Creates an empty sink. */
    public MemorySink() {
        // Nothing to do.
    }

    @Override
    public void write(ByteBuffer block) {
        if (committed) {
            throw new AssertionError("a block came after the commit");
        }
        while (block.hasRemaining()) {
            if (block.get() != TestContent.at(size)) {
                throw new AssertionError("byte " + size + " of the content is wrong");
            }
            size++;
        }
    }

    @Override
    public void commit() {
        if (committed) {
            throw new AssertionError("committed twice");
        }
        committed = true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /**
     * How much came.
     *
     * @return bytes, all of them right
     */
    public long size() {
        return size;
    }

    /**
     * Whether it was committed.
     *
     * @return true from then on
     */
    public boolean committed() {
        return committed;
    }
}
