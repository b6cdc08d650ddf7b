package io.tftp.client;

import io.tftp.core.content.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * A source that may block, with its first bytes at hand: a server that was asked waits for the first block for some seconds
 * only, and what a slow program writes to a pipe may take longer. So the server is asked when there is something to send.
 */
final class HeadStart implements BlockSource {

    /** As much as the largest block. */
    private static final int HEAD_BYTES = 64 * 1024;

    private final BlockSource source;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    private final boolean whole;

    private HeadStart(BlockSource source) throws IOException {
        this.source = source;
        source.read(head);
        this.whole = head.hasRemaining();
        head.flip();
    }

    /**
     * Reads the first bytes of a source, if it is one that may block. Waits for them.
     *
     * @param source closed if it can't be read
     * @return a source to use in its place
     */
    static BlockSource of(BlockSource source) throws IOException {
        if (!source.mayBlock()) {
            return source;
        }
        try {
            return new HeadStart(source);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int length = Math.min(head.remaining(), target.remaining());
        target.put(target.position(), head, head.position(), length).position(target.position() + length);
        head.position(head.position() + length);
        return whole || !target.hasRemaining() ? length : length + source.read(target);
    }

    @Override
    public OptionalLong size() {
        return whole && source.size().isEmpty() ? OptionalLong.of(head.limit()) : source.size();
    }

    @Override
    public boolean mayBlock() {
        return !whole;
    }

    @Override
    public boolean isConfirmed() throws IOException {
        return source.isConfirmed();
    }

    @Override
    public void confirm() throws IOException {
        source.confirm();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
