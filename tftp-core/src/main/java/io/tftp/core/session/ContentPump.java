package io.tftp.core.session;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.transfer.Transfer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What moves blocks between a machine and its content. Used on the loop's thread; what may block it hands to the content
 * pool, and goes on when that comes back.
 */
abstract sealed class ContentPump permits SourcePump, SinkPump {

    private static final Logger LOGGER = System.getLogger(ContentPump.class.getName());

    private final Transfer transfer;
    private final EventLoop loop;
    private final Executor inOrder;
    private final Consumer<Runnable> resume;
    private @Nullable Throwable failure;

    /**
     * Creates a pump.
     *
     * @param inOrder runs what may block, one after the other: so the content is used by one thread at a time
     * @param resume runs on the loop what has come back from there, and goes on with the machine
     */
    ContentPump(Transfer transfer, EventLoop loop, Executor inOrder, Consumer<Runnable> resume) {
        this.transfer = transfer;
        this.loop = loop;
        this.inOrder = inOrder;
        this.resume = resume;
    }

    /** Whether a datagram may be handed to the machine now; else the content can't keep up and the datagram is let go. */
    abstract boolean ready();

    /** Writes the block that the machine has just received, if any, and sees to the commit when it is wanted. */
    abstract void store();

    /**
     * Fills slots that the machine holds out.
     *
     * @return whether any was, so that the machine may have something to send
     */
    abstract boolean supply(long now);

    /** How many datagrams may come one after the other before the machine has something to say. */
    abstract int readsPerTurn();

    /** Whether the content is being committed or was, so that it's too late to give up. */
    abstract boolean committing();

    /** Whether the content is at something that may last for ever. */
    abstract boolean stuck();

    /** The content is closed: gives back what was lent. */
    abstract void release();

    /** What went wrong with the content; null if nothing did. */
    final @Nullable Throwable failure() {
        return failure;
    }

    /** Closes the content when what is being done with it is done, and then runs {@code afterwards} on the loop. */
    final void close(Runnable afterwards) {
        loop.expectTask();
        boolean waits = !stuck();
        if (!waits) {
            loop.execute(afterwards);
        }
        inOrder.execute(() -> {
            closeQuietly(this::closeContent);
            loop.execute(() -> {
                try {
                    release();
                } finally {
                    if (waits) {
                        afterwards.run();
                    }
                }
            });
        });
    }

    /** Closes the content itself. On a thread of the pool. */
    abstract void closeContent() throws IOException;

    /** Closes something that nobody waits for. */
    final void closeElsewhere(Closeable done) {
        inOrder.execute(() -> closeQuietly(done));
    }

    private static void closeQuietly(Closeable done) {
        try {
            done.close();
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "content could not be closed", e);
        }
    }

    /** Work on the content that may block. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it, on a thread of the pool.
         *
         * @return what to do on the loop when it is done
         */
        Runnable run() throws IOException;
    }

    /**
     * Does work elsewhere, and goes on with the machine when it is done; or gives the transfer up if it fails, be it with an
     * Error: nobody else would ever end a machine that waits for its content.
     */
    final void elsewhere(Work work) {
        loop.expectTask();
        inOrder.execute(() -> {
            Runnable then;
            try {
                then = work.run();
            } catch (IOException | RuntimeException | Error e) {
                then = () -> fail(e);
            }
            resume.accept(then);
        });
    }

    /** The content failed: the transfer is given up. */
    void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        }
        Refusal refusal = Refusal.of(e);
        transfer.abort(refusal.code(), refusal.message());
    }
}
