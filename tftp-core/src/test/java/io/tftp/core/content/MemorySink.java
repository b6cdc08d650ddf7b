package io.tftp.core.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A sink that keeps what it got, and remembers how it ended. */
final class MemorySink implements BlockSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean committed;
    boolean closed;

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public void write(ByteBuffer block) {
        byte[] copy = new byte[block.remaining()];
        block.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void commit() {
        committed = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
