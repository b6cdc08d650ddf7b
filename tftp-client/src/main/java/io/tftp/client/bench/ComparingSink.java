package io.tftp.client.bench;

import io.tftp.core.content.BlockSink;
import java.nio.ByteBuffer;

/** Keeps nothing of what comes, and fails at the first byte that isn't what it should be. Not thread-safe. */
final class ComparingSink implements BlockSink {

    private final Content expected;
    private long bytes;

    ComparingSink(Content expected) {
        this.expected = expected;
    }

    @Override
    public void write(ByteBuffer block) throws WrongContentException {
        bytes += expected.match(bytes, block);
        if (block.hasRemaining()) {
            throw bytes == expected.length()
                    ? new WrongContentException("content too long", bytes)
                    : new WrongContentException("content differs", bytes);
        }
    }

    @Override
    public void commit() throws WrongContentException {
        if (bytes != expected.length()) {
            throw new WrongContentException("content too short", bytes);
        }
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }
}
