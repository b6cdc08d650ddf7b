package io.tftp.core.session;

import io.tftp.core.content.BlockSource;
import io.tftp.core.content.PagedSource;
import io.tftp.core.transfer.SendTransfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads blocks from a source into the slots of a sending machine. On the loop's thread. */
final class SourcePump extends ContentPump {

    /** As much as one system call can send: then it is time to send. */
    private static final int TURN_BYTES = 64 * 1024;

    private final SendTransfer transfer;
    private final BlockSource source;
    private final SessionLoop sessions;
    private boolean reading;
    private boolean begun;
    private long readBytes;
    private @Nullable PagedReader pages;

    SourcePump(
            SendTransfer transfer,
            BlockSource source,
            SessionLoop sessions,
            Executor inOrder,
            Consumer<Runnable> resume) {
        super(transfer, sessions.loop(), inOrder, resume);
        this.transfer = transfer;
        this.source = source;
        this.sessions = sessions;
    }

    @Override
    boolean ready() {
        return true;
    }

    @Override
    void store() {
        // A sender receives no blocks.
    }

    @Override
    boolean supply(long now) {
        int filled = 0;
        while (!reading && filled < TURN_BYTES) {
            ByteBuffer slot = transfer.slot();
            if (!slot.hasRemaining()) {
                break;
            }
            if (source.mayBlock()) {
                reading = true;
                elsewhere(() -> read(slot));
                break;
            }
            try {
                int wanted = slot.remaining();
                int length = readAtOnce(slot);
                if (isEnd(length, wanted) && !isConfirmed()) {
                    reading = true;
                    elsewhere(() -> confirm(length));
                    break;
                }
                transfer.supplied(length, now);
                filled += Math.max(length, 1);
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
                return true; // the machine has an ERROR to send now
            }
        }
        return filled > 0;
    }

    private int readAtOnce(ByteBuffer slot) throws IOException {
        if (!begun) {
            begun = true;
            if (source instanceof PagedSource paged && PagedReader.suits(slot.remaining())) {
                pages = new PagedReader(paged, sessions.memory().pages());
                if (pages.borrows(paged)) {
                    closeElsewhere(source); // ten thousand readers of one file hold one descriptor
                }
            }
        }
        return pages != null ? pages.read(slot) : source.read(slot);
    }

    private Runnable read(ByteBuffer slot) throws IOException {
        int wanted = slot.remaining();
        int length = source.read(slot);
        return isEnd(length, wanted) && !isConfirmed() ? confirm(length) : supplied(length);
    }

    /** Whether nothing comes after what was read: a reader that knows the size may be content before the empty last block. */
    private boolean isEnd(int length, int wanted) {
        readBytes += length;
        return length < wanted || readBytes == source.size().orElse(-1);
    }

    /** Whether the last block may go: the whole content is one version. */
    private boolean isConfirmed() throws IOException {
        return pages != null ? pages.isConfirmed() : source.isConfirmed();
    }

    private Runnable confirm(int length) throws IOException {
        if (pages != null) {
            pages.confirm();
        } else {
            source.confirm();
        }
        return supplied(length);
    }

    /** What to do on the loop when a slot was filled elsewhere. */
    private Runnable supplied(int length) {
        return () -> {
            reading = false;
            transfer.supplied(length, sessions.loop().clock().nanoTime());
        };
    }

    @Override
    void fail(Throwable e) {
        reading = false;
        super.fail(e);
    }

    @Override
    int readsPerTurn() {
        return 1; // an ACK is answered before the next is looked at
    }

    @Override
    boolean committing() {
        return false;
    }

    @Override
    boolean stuck() {
        return reading;
    }

    /** Where it has pages, others may read from the source. */
    @Override
    void closeContent() throws IOException {
        if (pages == null) {
            source.close();
        }
    }

    @Override
    void release() {
        sessions.memory().used(sessions.loop().clock().nanoTime());
        if (pages != null) {
            pages.close().ifPresent(this::closeElsewhere);
        }
        transfer.releaseBuffer().ifPresent(sessions.memory().buffers()::release);
    }
}
