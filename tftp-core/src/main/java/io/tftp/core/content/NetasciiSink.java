package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Netascii on its way in as local text: CR LF becomes a line feed, CR NUL becomes a carriage return.
 *
 * <p>RFC 764: "the CR character must be avoided in other contexts". Peers don't always avoid it, so a CR before any other
 * byte, or at the very end, is kept as it came, and so is that other byte: nothing of the content is lost.
 *
 * <p>Runs of ordinary bytes are copied whole; memory is one fixed buffer, and a CR at the end of one block waits for the
 * first byte of the next.
 */
public final class NetasciiSink implements BlockSink {

    private static final int BUFFER_BYTES = 8 * 1024;

    private final BlockSink text;

    /** Translated in place: a pair of two bytes becomes one. The first place is kept for a CR from the block before. */
    private final byte[] bytes = new byte[1 + BUFFER_BYTES];

    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** Whether the last byte that came was a CR, whose meaning depends on the next. */
    private boolean carriageReturn;

    /**
     * Creates it.
     *
     * @param text where the local text goes to; closed with this sink
     */
    public NetasciiSink(BlockSink text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        while (block.hasRemaining()) {
            int length = Math.min(BUFFER_BYTES, block.remaining());
            block.get(bytes, 1, length);
            buffer.clear().limit(translate(1 + length));
            text.write(buffer);
        }
    }

    /** Translates the bytes from 1 to {@code end} and returns where the text, which starts at 0, then ends. */
    private int translate(int end) {
        int from = 1;
        int to = 0;
        while (from < end) {
            if (carriageReturn) {
                carriageReturn = false;
                byte next = bytes[from];
                if (next == '\n') {
                    bytes[to++] = '\n';
                    from++;
                } else {
                    bytes[to++] = '\r';
                    from += next == 0 ? 1 : 0;
                }
            }
            int run = from;
            while (run < end && bytes[run] != '\r') {
                run++;
            }
            System.arraycopy(bytes, from, bytes, to, run - from);
            to += run - from;
            from = run;
            if (from < end) {
                carriageReturn = true;
                from++;
            }
        }
        return to;
    }

    @Override
    public void commit() throws IOException {
        if (carriageReturn) {
            carriageReturn = false;
            text.write(ByteBuffer.wrap(new byte[] {'\r'}));
        }
        text.commit();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    @Override
    public boolean mayBlock() {
        return text.mayBlock();
    }
}
