package io.tftp.core.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Local text on its way out as netascii: a line feed becomes CR LF, a carriage return becomes CR NUL.
 *
 * <p>RFC 1350, 1: "netascii (This is ascii as defined in 'USA Standard Code for Information Interchange' with the
 * modifications specified in 'Telnet Protocol Specification'.)" That specification, RFC 764: "the sequence 'CR LF' must
 * be treated as a single 'new line' character and used whenever their combined action is intended; the sequence 'CR NUL'
 * must be used where a carriage return alone is actually desired; and the CR character must be avoided in other contexts."
 *
 * <p>The length isn't known before the text was read. Runs of ordinary bytes are copied whole; memory is one fixed buffer.
 */
public final class NetasciiSource implements BlockSource {

    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int NONE = -1;

    private final BlockSource text;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** The text in {@link #bytes} that was read and not yet translated: from {@code start} to {@code end}. */
    private int start;

    private int end;
    private boolean ended;

    /** The second byte of a pair whose first byte was the last that fitted into a block. */
    private int second = NONE;

    /**
     * Creates it.
     *
     * @param text the local text; closed with this source
     */
    public NetasciiSource(BlockSource text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        if (second != NONE && target.hasRemaining()) {
            target.put((byte) second);
            second = NONE;
        }
        while (target.hasRemaining() && (start < end || refill())) {
            translate(target);
        }
        return target.position() - before;
    }

    private boolean refill() throws IOException {
        if (!ended) {
            buffer.clear();
            start = 0;
            end = text.read(buffer);
            ended = end < bytes.length;
        }
        return start < end;
    }

    /** Translates one run of ordinary bytes and the special byte behind it, as far as {@code target} takes them. */
    private void translate(ByteBuffer target) {
        int stop = Math.min(end, start + target.remaining());
        int at = start;
        while (at < stop && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        target.put(bytes, start, at - start);
        start = at;
        if (at < end && target.hasRemaining()) {
            int follower = bytes[at] == '\n' ? '\n' : 0;
            start++;
            target.put((byte) '\r');
            if (target.hasRemaining()) {
                target.put((byte) follower);
            } else {
                second = follower;
            }
        }
    }

    /** Empty: the length of a translation is known only at its end. */
    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    @Override
    public boolean mayBlock() {
        return text.mayBlock();
    }

    @Override
    public boolean isConfirmed() throws IOException {
        return text.isConfirmed();
    }

    @Override
    public void confirm() throws IOException {
        text.confirm();
    }
}
