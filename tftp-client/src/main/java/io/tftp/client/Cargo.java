package io.tftp.client;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.options.Proposal;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of one transfer and the direction it goes: all that differs between a get and a put. It outlives a session that
 * ended before it was touched, so that the server can be asked once more.
 *
 * <p>Opened on a thread of the content pool. A session has it on loan until it gives it back, which may be long after the
 * session's end if the content blocks; only then is it closed.
 *
 * @param <C> what the content is
 */
abstract class Cargo<C extends Closeable> implements Closeable {

    private volatile boolean touched;
    private volatile boolean mayBlock;
    private volatile @Nullable Exception failure;

    // Guarded by this.
    private @Nullable C content;
    private boolean lent;
    private boolean over;

    /** Opens the content; it may wait. */
    final void open(TransferMode mode) throws IOException {
        C opened = openContent(mode);
        synchronized (this) {
            content = opened;
            mayBlock = mayBlock(opened);
        }
    }

    /** Whether content that is open may keep a thread waiting. */
    final boolean mayBlock() {
        return mayBlock;
    }

    abstract boolean mayBlock(C opened);

    /** Whether nothing but a disk is waited for; it isn't open yet. */
    abstract boolean isLocal();

    abstract C openContent(TransferMode mode) throws IOException;

    /** What a caller's source or target opened, which is others' code. */
    static <T> T given(@Nullable T opened, String by) throws IOException {
        if (opened == null) {
            throw new IOException("the " + by + " opened null");
        }
        return opened;
    }

    /** Whether nothing stays behind if content that is being opened is left to itself. */
    abstract boolean leavesNoTrace();

    /** What to send to the server. */
    abstract Request request(String name, TransferMode mode, Proposal proposal);

    /** A session that carries this cargo. */
    abstract TransferSession session(
            SessionLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to);

    /** The length on the wire, if this side knows it. */
    abstract OptionalLong size();

    /** Whether anything was read or written, so that nothing can be begun again. */
    final boolean touched() {
        return touched;
    }

    final void touch() {
        touched = true;
    }

    /** What reading or writing threw, if it did. */
    final Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    final void failed(Exception e) {
        failure = e;
    }

    /** The content for a session, which ends the loan by {@link #giveBack}. */
    final synchronized C lend() {
        C opened = content;
        if (opened == null) {
            throw new IllegalStateException("the content is not open");
        }
        lent = true;
        return opened;
    }

    final synchronized void giveBack() throws IOException {
        lent = false;
        if (over) {
            closeContent();
        }
    }

    /** The transfer is over: closes the content, if it was opened, now or when it is given back. What wasn't committed is lost. */
    @Override
    public final synchronized void close() throws IOException {
        over = true;
        if (!lent) {
            closeContent();
        }
    }

    private synchronized void closeContent() throws IOException {
        C opened = content;
        content = null;
        if (opened != null) {
            opened.close();
        }
    }
}
