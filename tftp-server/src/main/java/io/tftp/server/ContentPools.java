package io.tftp.server;

import io.tftp.core.loop.ContentPool;
import java.time.Duration;
import java.util.List;

/**
 * The threads that open content and work on it. What is local waits for a disk at most and has a few of its own, so that
 * nothing that waits for someone else keeps it from being served: that has others, more, of which it takes one a transfer.
 *
 * @param local for content that {@link TransferHandler#isLocal} vouches for
 * @param foreign for all other
 * @param closePatience how long what was begun may go on when they are closed
 */
record ContentPools(ContentPool local, ContentPool foreign, Duration closePatience) {

    /** What waits for a disk gets no faster with more. */
    private static final int LOCAL_THREADS = 16;

    /** How long what is being flushed or opened may go on when the server closes. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    static ContentPools of(int foreignThreads, Duration closePatience) {
        return new ContentPools(
                new ContentPool("tftp-files", LOCAL_THREADS),
                new ContentPool("tftp-content", foreignThreads),
                closePatience);
    }

    /** The threads for a transfer. */
    ContentPool of(boolean isLocal) {
        return isLocal ? local : foreign;
    }

    boolean inPool() {
        return local.inPool() || foreign.inPool();
    }

    /** Lets what is being flushed come to its end, and what hangs be interrupted; a second beyond the patience at most. */
    void close() {
        ContentPool.close(List.of(local, foreign), closePatience);
    }
}
