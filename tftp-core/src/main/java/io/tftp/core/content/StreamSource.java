package io.tftp.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Content read from a stream, on a helper thread because a stream may wait.
 *
 * <p>The stream stays the caller's: {@link #close} doesn't close it, and after a transfer that ended early it stands
 * somewhere behind the last byte sent.
 */
public final class StreamSource extends SizedSource {

    private static final int SCRATCH_BYTES = 16 * 1024;

    private final InputStream stream;
    private final byte[] scratch;

    /**
     * Creates a source of all bytes of {@code stream} whose number isn't known.
     *
     * @param stream not closed by this source
     */
    public StreamSource(InputStream stream) {
        this(stream, OptionalLong.empty());
    }

    /**
     * Creates a source of {@code size} bytes of {@code stream}, or of all if it is empty.
     *
     * @param stream not closed by this source
     * @param size the number of bytes, 0 or more; a stream that ends before fails the transfer, bytes behind are not read
     */
    public StreamSource(InputStream stream, OptionalLong size) {
        super(size);
        this.stream = stream;
        this.scratch = new byte[SCRATCH_BYTES];
    }

    @Override
    void fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int wanted = Math.min(scratch.length, target.remaining());
            int length = stream.read(scratch, 0, wanted);
            if (length < 0) {
                return;
            }
            target.put(scratch, 0, length);
        }
    }

    /** Leaves the stream open: it is the caller's. */
    @Override
    public void close() {
        // Nothing of ours is held.
    }
}
