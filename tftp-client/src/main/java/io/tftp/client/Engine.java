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
 * @param resolver finds servers
 * @param pool resolves names, opens and closes content, and completes results
 * @param lingering the gets with losses whose sockets are still open
 */
record Engine(Resolver resolver, EventLoop loop, ContentPool pool, Set<Attempt> lingering) {

    /** So many contents may block at once (a pipe that nobody writes to) before others have to wait. */
    private static final int MOST_HELPERS = 32;

    private static final Duration HELPERS_PATIENCE = Duration.ofMillis(500);

    static Engine open(Resolver resolver) throws IOException {
        return new Engine(
                resolver,
                EventLoop.open("tftp-client", true),
                new ContentPool("tftp-client-content", MOST_HELPERS),
                ConcurrentHashMap.newKeySet());
    }

    void close() {
        loop.close();
        pool.close(HELPERS_PATIENCE);
    }
}
