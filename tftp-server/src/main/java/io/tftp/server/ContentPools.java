package io.tftp.server;

import io.tftp.core.net.ContentPool;
import java.time.Duration;
import java.util.List;

/**
 * The threads that open content and work on it. What is local waits for a disk at most and has a few of its own, so that
 * nothing that waits for someone else keeps it from being served: that has others, more, of which it takes one a transfer.
 *
 * @param local for content that {@link TransferHandler#isLocal} vouches for
 * @param foreign for all other
 */
record ContentPools(ContentPool local, ContentPool foreign) {

    /** What waits for a disk gets no faster with more. */
    private static final int LOCAL_THREADS = 16;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    static ContentPools of(int foreignThreads) {
        return new ContentPools(
                new ContentPool("tftp-files", LOCAL_THREADS), new ContentPool("tftp-content", foreignThreads));
    }

    /** The threads for a transfer. */
    ContentPool of(boolean isLocal) {
        return isLocal ? local : foreign;
    }

    boolean inPool() {
        return local.inPool() || foreign.inPool();
    }

    /** Lets what is being flushed come to its end, and what hangs be interrupted; in 11 s at most. */
    void close() {
        ContentPool.close(List.of(local, foreign), CLOSE_PATIENCE);
    }
}
