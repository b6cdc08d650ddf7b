package io.tftp.core.net;

import io.tftp.core.content.BlockSink;
import io.tftp.core.transfer.ReceiveTransfer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of a receiving machine to a sink. On the loop's thread.
 *
 * <p>Blocks for a sink that may block are copied and written elsewhere. When too many wait there, further datagrams are let
 * go as if the network had lost them: the peer sends them again, and nothing grows.
 */
final class SinkPump implements ContentPump {

    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;
    private static final int MOST_READS_PER_TURN = 64;

    private static final Logger LOGGER = System.getLogger(SinkPump.class.getName());

    private final ReceiveTransfer transfer;
    private final BlockSink sink;
    private final EventLoop loop;
    private final Executor pool;
    private final Runnable drain;
    private long waitingBytes;
    private boolean committing;
    private boolean writeFailed; // belongs to the pool's tasks, which run in order
    private @Nullable Throwable failure;

    SinkPump(ReceiveTransfer transfer, BlockSink sink, EventLoop loop, Executor inOrderPool, Runnable drain) {
        this.transfer = transfer;
        this.sink = sink;
        this.loop = loop;
        this.pool = inOrderPool;
        this.drain = drain;
    }

    @Override
    public boolean ready() {
        return waitingBytes < MOST_WAITING_BYTES;
    }

    @Override
    public void store(long now) {
        ByteBuffer block = transfer.takeBlock();
        if (block.hasRemaining()) {
            if (sink.mayBlock()) {
                writeElsewhere(copy(block));
            } else {
                write(block);
            }
        }
        if (transfer.takeCommit()) {
            committing = true;
            pool.execute(this::commitElsewhere);
        }
    }

    private void write(ByteBuffer block) {
        try {
            sink.write(block);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void writeElsewhere(ByteBuffer block) {
        int length = block.remaining();
        waitingBytes += length;
        pool.execute(() -> {
            if (writeFailed) {
                return;
            }
            try {
                sink.write(block);
                loop.execute(() -> waitingBytes -= length);
            } catch (IOException | RuntimeException e) {
                writeFailed = true;
                loop.execute(() -> failLater(e));
            }
        });
    }

    private void commitElsewhere() {
        if (writeFailed) {
            return; // the failure is on its way to the loop
        }
        try {
            sink.commit();
            loop.execute(() -> {
                transfer.committed(EventLoop.nanoTime());
                drain.run();
            });
        } catch (IOException | RuntimeException e) {
            loop.execute(() -> {
                committing = false;
                failLater(e);
            });
        }
    }

    private void failLater(Exception e) {
        fail(e);
        drain.run();
    }

    private void fail(Exception e) {
        if (failure == null) {
            failure = e;
        }
        Refusal refusal = Refusal.of(e);
        transfer.abort(refusal.code(), refusal.message());
    }

    private static ByteBuffer copy(ByteBuffer block) {
        return ByteBuffer.allocate(block.remaining()).put(block).flip();
    }

    @Override
    public boolean supply(long now) {
        return false;
    }

    @Override
    public int readsPerTurn() {
        return Math.min(transfer.parameters().windowSize(), MOST_READS_PER_TURN);
    }

    @Override
    public boolean committing() {
        return committing;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close(Runnable afterwards) {
        pool.execute(() -> {
            try {
                sink.close();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "content could not be closed", e);
            }
            loop.execute(afterwards);
        });
    }
}
