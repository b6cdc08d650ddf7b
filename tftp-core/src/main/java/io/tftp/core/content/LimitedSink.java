package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Content that may have so many bytes and not one more; a peer that sends more is refused as if the disk were full. */
public final class LimitedSink implements BlockSink {

    private final BlockSink sink;
    private final long maxBytes;
    private long writtenBytes;

    /**
     * Creates it.
     *
     * @param sink what the content goes to; closed with this one
     * @param maxBytes the most bytes that {@code sink} gets, 0 or more
     */
    public LimitedSink(BlockSink sink, long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + " is negative");
        }
        this.sink = Objects.requireNonNull(sink, "sink");
        this.maxBytes = maxBytes;
    }

    /**
     * Writes {@code block} whole, or nothing of it when it would exceed the limit.
     *
     * @throws StorageFullException if the content is larger than the limit, which the message names
     */
    @Override
    public void write(ByteBuffer block) throws IOException {
        int length = block.remaining();
        if (length > maxBytes - writtenBytes) {
            throw exceeded(maxBytes);
        }
        sink.write(block);
        writtenBytes += length;
    }

    /**
     * The refusal of content that is larger than a limit; for a declared size the same as for a measured one.
     *
     * @param maxBytes the limit in bytes, named in the message
     * @return an exception to throw
     */
    public static StorageFullException exceeded(long maxBytes) {
        return new StorageFullException("the content is larger than the limit of " + maxBytes + " bytes");
    }

    @Override
    public void commit() throws IOException {
        sink.commit();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    @Override
    public boolean mayBlock() {
        return sink.mayBlock();
    }
}
