package io.tftp.core.session;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A piece of content in memory, at most {@link PageCache#PAGE_BYTES} long; {@link PageCache} has the rules. Not thread-safe. */
final class Page {

    final ByteBuffer bytes;

    /** Whose it is; null if it holds nothing that could be asked for. */
    @Nullable
    PagedContent content;

    /** Which piece of the content, from 0 on. */
    long index;

    /** The sum of its bytes as they were read. */
    long sum;

    /** How many readers are at it: as long as there are any, it stays as it is. */
    int users;

    /** Its neighbours in the {@link PageQueue}. */
    @Nullable
    Page before;

    @Nullable
    Page after;

    Page(ByteBuffer bytes) {
        this.bytes = bytes;
    }
}
