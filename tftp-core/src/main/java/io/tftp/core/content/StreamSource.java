package io.tftp.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Content read from a stream, on a helper thread because a stream may wait.
 *
 * <p>The stream stays the caller's, unless {@link #owning} says otherwise: {@link #close} doesn't close it, and after a transfer that ended early it stands
 * somewhere behind the last byte sent.
 */
public final class StreamSource extends SizedSource {

    private static final int SCRATCH_BYTES = 16 * 1024;

    private final InputStream stream;
    private final byte[] scratch;
    private final boolean owner;

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
        this(stream, size, false);
    }

    private StreamSource(InputStream stream, OptionalLong size, boolean owner) {
        super(size);
        this.owner = owner;
        this.stream = Objects.requireNonNull(stream, "stream");
        this.scratch = new byte[SCRATCH_BYTES];
    }

    /**
     * Creates a source that a stream is handed over to, as a server's handler does with what it has opened.
     *
     * @param stream closed with this source
     * @param size the number of bytes, 0 or more, or empty for all there are
     * @return the source
     */
    public static StreamSource owning(InputStream stream, OptionalLong size) {
        return new StreamSource(stream, size, true);
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

    /** Leaves the stream open, unless it was handed over by {@link #owning}. */
    @Override
    public void close() throws IOException {
        if (owner) {
            stream.close();
        }
    }
}
