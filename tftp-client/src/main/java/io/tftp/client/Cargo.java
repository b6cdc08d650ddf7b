package io.tftp.client;

import io.tftp.core.net.ContentPool;
import io.tftp.core.net.DatagramPort;
import io.tftp.core.net.EventLoop;
import io.tftp.core.net.TransferListener;
import io.tftp.core.net.TransferSession;
import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The content of one transfer and the direction it goes: all that differs between a get and a put. It outlives a session that
 * ended before it was touched, so that the server can be asked once more.
 *
 * <p>Opened on a thread of the content pool; used by one session at a time, in turn with the methods here.
 */
interface Cargo extends Closeable {

    /** Opens the content; it may wait. */
    void open(TransferMode mode) throws IOException;

    /** What to send to the server. */
    Request request(String name, TransferMode mode, Proposal proposal);

    /** A session that carries this cargo and leaves it open. */
    TransferSession session(
            EventLoop loop,
            ContentPool pool,
            DatagramPort port,
            Request request,
            RetryPolicy policy,
            TransferListener to);

    /** The length on the wire, if this side knows it. */
    OptionalLong size();

    /** Whether anything was read or written, so that nothing can be begun again. */
    boolean touched();

    /** What reading or writing threw, if it did. */
    Optional<Exception> failure();

    /** Closes the content, whether it was opened or not; what wasn't committed is discarded. */
    @Override
    void close() throws IOException;
}
