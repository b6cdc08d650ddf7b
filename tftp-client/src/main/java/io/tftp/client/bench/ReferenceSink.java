package io.tftp.client.bench;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.StorageFullException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keeps a get in memory, for all that follow to be compared with. Written by one thread; {@link #content} is for whoever has
 * the result of the get.
 */
public final class ReferenceSink implements BlockSink {

    /** An array's length is bounded, and so is our memory. */
    private static final int MOST_BYTES = 1 << 30;

    private static final int FIRST_BYTES = 64 * 1024;

    private final int mostBytes;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** Creates an empty one. */
    public ReferenceSink() {
        this(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    ReferenceSink(long mostBytes) {
        this.mostBytes = (int) mostBytes;
    }

    @Override
    public void write(ByteBuffer block) throws StorageFullException {
        int count = block.remaining();
        if (count > mostBytes - length) {
            throw new StorageFullException("the file is larger than the " + mostBytes / (1024 * 1024)
                    + " MiB that are kept in memory to compare with");
        }
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(2L * bytes.length, length + count)));
        }
        block.get(bytes, length, count);
        length += count;
    }

    @Override
    public void commit() {
        // It's all there.
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }

    /**
     * What came.
     *
     * @return the content; not thread-safe, as it says itself
     */
    public Content content() {
        return Content.of(Arrays.copyOf(bytes, length));
    }
}
