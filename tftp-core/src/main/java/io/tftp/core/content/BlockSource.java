package io.tftp.core.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What a transfer sends: content read once, from front to back.
 *
 * <p>A block that has to be sent again comes out of the sender's window and never out of the source, so a stream or a
 * translation serves as well as a file. A source is used by one thread at a time; the transfer that it was given to closes
 * it, once, however the transfer ends.
 */
public interface BlockSource extends Closeable {

    /**
     * Reads until {@code target} is full or the content ends.
     *
     * @param target filled from its position on; its limit says how much is wanted
     * @return the number of bytes read; less than was wanted, 0 included, at the end of the content and only there
     * @throws IOException if the content can't be read; the transfer then fails
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * The length of the content in bytes as {@link #read} will yield it, where it is known before reading.
     *
     * @return the length, or empty for streams and translations
     */
    OptionalLong size();

    /**
     * Whether {@link #read} may wait for long, as on a pipe or a socket. Such a source is read on a helper thread, any
     * other on the event loop.
     *
     * @return true if a read may block for more than a page fault
     */
    default boolean mayBlock() {
        return false;
    }

    /**
     * Whether all that was read is known to be one version of the content. Asked when the end was read, and before the
     * last of it is handed out, on the thread that reads; it doesn't wait for long. A source that wraps another passes the question on.
     *
     * @return false if only {@link #confirm} can tell
     * @throws ContentChangedException if the content was changed while it was read
     * @throws IOException if it can't be told
     */
    default boolean isConfirmed() throws IOException {
        return true;
    }

    /**
     * Makes sure of what {@link #isConfirmed} couldn't tell. May wait for long, so never on an event loop.
     *
     * @throws ContentChangedException if the content was changed while it was read
     * @throws IOException if it can't be told
     */
    default void confirm() throws IOException {
        // What can't change has nothing to confirm.
    }
}
