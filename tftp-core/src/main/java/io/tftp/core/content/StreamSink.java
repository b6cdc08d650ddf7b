package io.tftp.core.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Content written to a stream, on a helper thread because a stream may wait.
 *
 * <p>A stream can't be taken back: what was written before a transfer failed has been written. The stream stays the
 * caller's: {@link #commit} flushes it, and {@link #close} doesn't close it.
 */
public final class StreamSink implements BlockSink {

    private static final int SCRATCH_BYTES = 16 * 1024;

    private final OutputStream stream;
    private final byte[] scratch;

    /**
     * Creates a sink into {@code stream}.
     *
     * @param stream neither buffered nor closed by this sink
     */
    public StreamSink(OutputStream stream) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.scratch = new byte[SCRATCH_BYTES];
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        if (block.hasArray()) {
            stream.write(block.array(), block.arrayOffset() + block.position(), block.remaining());
            block.position(block.limit());
            return;
        }
        while (block.hasRemaining()) {
            int length = Math.min(scratch.length, block.remaining());
            block.get(scratch, 0, length);
            stream.write(scratch, 0, length);
        }
    }

    @Override
    public void commit() throws IOException {
        stream.flush();
    }

    /** Leaves the stream open: it is the caller's. */
    @Override
    public void close() {
        // Nothing of ours is held, and nothing can be taken back.
    }

    @Override
    public boolean mayBlock() {
        return true;
    }
}
