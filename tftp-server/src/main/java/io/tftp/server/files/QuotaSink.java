package io.tftp.server.files;

import io.tftp.core.content.BlockSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An upload that counts against a quota from its first byte on, and no longer if it comes to nothing. */
final class QuotaSink implements BlockSink {

    private final BlockSink sink;
    private final UploadQuota quota;
    private long takenBytes;
    private boolean stored;

    QuotaSink(BlockSink sink, UploadQuota quota) {
        this.sink = sink;
        this.quota = quota;
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
        int length = block.remaining();
        quota.take(length);
        takenBytes += length;
        sink.write(block);
    }

    @Override
    public void commit() throws IOException {
        sink.commit();
        stored = true;
        quota.store(takenBytes);
    }

    @Override
    public void close() throws IOException {
        if (!stored) {
            quota.giveBack(takenBytes);
            takenBytes = 0;
        }
        sink.close();
    }

    @Override
    public boolean mayBlock() {
        return sink.mayBlock();
    }
}
