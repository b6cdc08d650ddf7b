package io.tftp.core.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a transfer received goes to: content written once, from front to back, and then either committed or discarded.
 *
 * <p>Until {@link #commit} nothing may be visible under the content's final name, and after a close without a commit no
 * trace may be left. A sink is used by one thread at a time; the transfer that it was given to closes it, once, however the
 * transfer ends.
 */
public interface BlockSink extends Closeable {

    /**
     * Writes all remaining bytes of {@code block}. The bytes are only lent: a sink that keeps them copies them.
     *
     * @param block consumed from its position to its limit
     * @throws StorageFullException if there is no room for them
     * @throws IOException if they can't be written for another reason; the transfer then fails
     */
    void write(ByteBuffer block) throws IOException;

    /**
     * Makes the content durable and visible under its name, at once and whole. Called at most once, after the last write,
     * and never on the event loop: it may wait for the disk.
     *
     * @throws StorageFullException if there is no room
     * @throws IOException if it can't be done; the transfer then fails and the content is discarded
     */
    void commit() throws IOException;

    /**
     * Discards what was written unless it was committed, and frees what the sink holds.
     *
     * @throws IOException if something couldn't be freed or removed
     */
    @Override
    void close() throws IOException;

    /**
     * Whether {@link #write} may wait for long, as on a pipe or a socket. Such a sink is written on a helper thread, any
     * other on the event loop.
     *
     * @return true if a write may block for more than a copy into the page cache
     */
    default boolean mayBlock() {
        return false;
    }
}
