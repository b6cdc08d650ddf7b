package io.tftp.core.session;

import io.tftp.core.content.BlockSink;
import io.tftp.core.transfer.ReceiveTransfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Writes the blocks of a receiving machine to a sink. On the loop's thread.
 *
 * <p>Blocks for a sink that may block are copied and written elsewhere. When too many wait there, further datagrams are let
 * go as if the network had lost them: the peer sends them again, and nothing grows.
 */
final class SinkPump extends ContentPump {

    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;
    private static final int MOST_READS_PER_TURN = 64;

    private final ReceiveTransfer transfer;
    private final BlockSink sink;
    private final SessionLoop sessions;
    private long waitingBytes;
    private boolean committing;
    private boolean writeFailed; // belongs to the work elsewhere, which is done in order

    SinkPump(
            ReceiveTransfer transfer,
            BlockSink sink,
            SessionLoop sessions,
            Executor inOrder,
            Consumer<Runnable> resume) {
        super(transfer, sessions.loop(), inOrder, resume);
        this.transfer = transfer;
        this.sink = sink;
        this.sessions = sessions;
    }

    @Override
    boolean ready() {
        return waitingBytes < MOST_WAITING_BYTES;
    }

    @Override
    void store() {
        for (ByteBuffer block = transfer.takeBlock(); block.hasRemaining(); block = transfer.takeBlock()) {
            store(block);
        }
        if (transfer.takeCommit()) {
            committing = true;
            elsewhere(this::commit);
        }
    }

    private void store(ByteBuffer block) {
        if (sink.mayBlock()) {
            waitingBytes += block.remaining();
            ByteBuffer copy = ByteBuffer.allocate(block.remaining()).put(block).flip();
            elsewhere(() -> write(copy));
            return;
        }
        try {
            sink.write(block);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private Runnable write(ByteBuffer block) throws IOException {
        int length = block.remaining();
        if (!writeFailed) {
            writeFailed = true; // unless it succeeds
            sink.write(block);
            writeFailed = false;
        }
        return () -> waitingBytes -= length;
    }

    private Runnable commit() throws IOException {
        if (!writeFailed) { // else the failure is on its way to the loop already
            sink.commit();
        }
        boolean committed = !writeFailed;
        return () -> {
            if (committed) {
                transfer.committed(sessions.loop().clock().nanoTime());
            }
        };
    }

    @Override
    void fail(Throwable e) {
        committing = false;
        super.fail(e);
    }

    @Override
    boolean supply(long now) {
        return false;
    }

    @Override
    int readsPerTurn() {
        return Math.min(transfer.parameters().windowSize(), MOST_READS_PER_TURN);
    }

    @Override
    boolean committing() {
        return committing;
    }

    @Override
    boolean stuck() {
        return waitingBytes > 0 && !committing;
    }

    @Override
    void release() {
        transfer.releaseBuffer().ifPresent(sessions.memory().buffers()::release);
    }

    @Override
    void closeContent() throws IOException {
        sink.close();
    }
}
