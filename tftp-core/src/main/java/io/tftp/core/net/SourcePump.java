package io.tftp.core.net;

import io.tftp.core.content.BlockSource;
import io.tftp.core.transfer.SendTransfer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads blocks from a source into the slots of a sending machine. On the loop's thread. */
final class SourcePump implements ContentPump {

    /** As much as one system call can send: then it is time to send. */
    private static final int TURN_BYTES = 64 * 1024;

    private static final Logger LOGGER = System.getLogger(SourcePump.class.getName());

    private final SendTransfer transfer;
    private final BlockSource source;
    private final EventLoop loop;
    private final Executor pool;
    private final Runnable drain;
    private boolean reading;
    private @Nullable Throwable failure;

    SourcePump(SendTransfer transfer, BlockSource source, EventLoop loop, Executor inOrderPool, Runnable drain) {
        this.transfer = transfer;
        this.source = source;
        this.loop = loop;
        this.pool = inOrderPool;
        this.drain = drain;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void store(long now) {
        // A sender receives no blocks.
    }

    @Override
    public boolean supply(long now) {
        int filled = 0;
        while (!reading && filled < TURN_BYTES) {
            ByteBuffer slot = transfer.slot();
            if (!slot.hasRemaining()) {
                break;
            }
            if (source.mayBlock()) {
                reading = true;
                pool.execute(() -> readElsewhere(slot));
                break;
            }
            try {
                int length = source.read(slot);
                transfer.supplied(length, now);
                filled += Math.max(length, 1);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }
        return filled > 0;
    }

    private void readElsewhere(ByteBuffer slot) {
        try {
            int length = source.read(slot);
            loop.execute(() -> {
                reading = false;
                transfer.supplied(length, EventLoop.nanoTime());
                drain.run();
            });
        } catch (IOException | RuntimeException e) {
            loop.execute(() -> {
                fail(e);
                drain.run();
            });
        }
    }

    private void fail(Exception e) {
        failure = e;
        Refusal refusal = Refusal.of(e);
        transfer.abort(refusal.code(), refusal.message());
    }

    @Override
    public int readsPerTurn() {
        return 1; // an ACK is answered before the next is looked at
    }

    @Override
    public boolean committing() {
        return false;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close(Runnable afterwards) {
        pool.execute(() -> {
            try {
                source.close();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, "content could not be closed", e);
            }
            loop.execute(() -> {
                transfer.releaseBuffer().ifPresent(loop.buffers()::release);
                afterwards.run();
            });
        });
    }
}
