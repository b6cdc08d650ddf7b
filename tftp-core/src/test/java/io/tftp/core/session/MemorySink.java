package io.tftp.core.session;

import io.tftp.core.content.BlockSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A sink in memory that tells what was done with it, and fails or blocks where a test wants it to. */
final class MemorySink implements BlockSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean mayBlock;
    private final int failAfterBytes;
    private volatile boolean committed;

    MemorySink(boolean mayBlock, int failAfterBytes) {
        this.mayBlock = mayBlock;
        this.failAfterBytes = failAfterBytes;
    }

    static MemorySink plain() {
        return new MemorySink(false, Integer.MAX_VALUE);
    }

    @Override
    public synchronized void write(ByteBuffer block) throws IOException {
        if (bytes.size() + block.remaining() > failAfterBytes) {
            throw new IOException("broken on purpose");
        }
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
        closed.countDown();
    }

    @Override
    public boolean mayBlock() {
        return mayBlock;
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    boolean isCommitted() {
        return committed;
    }

    CountDownLatch closed() {
        return closed;
    }
}
