package io.tftp.client;

import io.tftp.core.net.ContentPool;
import io.tftp.core.net.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What runs a client's transfers: one loop, the helpers, and the sockets that still answer after a get. Thread-safe.
 *
 * @param loop all transfers of the client live on it
 * @param pool resolves names, opens and closes content, and completes results
 * @param lingering the gets with losses whose sockets are still open
 */
record Engine(EventLoop loop, ContentPool pool, Set<Attempt> lingering) {

    /** So many contents may block at once (a pipe that nobody writes to) before others have to wait. */
    private static final int MOST_HELPERS = 32;

    private static final Duration HELPERS_PATIENCE = Duration.ofMillis(500);

    static Engine open() throws IOException {
        return new Engine(
                EventLoop.open("tftp-client", true),
                new ContentPool("tftp-client-content", MOST_HELPERS),
                ConcurrentHashMap.newKeySet());
    }

    /** Whether the caller runs on one of its threads, which can't wait for their own end. */
    boolean isOwnThread() {
        return loop.inLoop() || pool.inPool();
    }

    void close() {
        loop.close();
        pool.close(HELPERS_PATIENCE);
    }
}
