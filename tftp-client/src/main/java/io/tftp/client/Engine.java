package io.tftp.client;

import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.session.SessionLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What runs a client's transfers: one loop, the helpers, and the sockets that still answer after a get. Thread-safe.
 *
 * @param resolver finds servers
 * @param sessions the loop that all transfers of the client live on
 * @param local opens and closes content that waits for a disk at most, works on it, and completes the results of its transfers
 * @param foreign does so for all other content, and resolves names: both may wait for others for long
 * @param lingering the gets with losses whose sockets are still open
 */
record Engine(Resolver resolver, SessionLoop sessions, ContentPool local, ContentPool foreign, Set<Attempt> lingering) {

    /** What waits for a disk gets no faster with more. */
    private static final int LOCAL_THREADS = 16;

    private static final Duration HELPERS_PATIENCE = Duration.ofMillis(500);

    static Engine open(Resolver resolver, int blockingThreads) throws IOException {
        return new Engine(
                resolver,
                new SessionLoop(EventLoop.open("tftp-client", true)),
                new ContentPool("tftp-client-files", LOCAL_THREADS),
                new ContentPool("tftp-client-content", blockingThreads),
                ConcurrentHashMap.newKeySet());
    }

    EventLoop loop() {
        return sessions.loop();
    }

    /** Whether the caller runs on one of its threads, which can't wait for their own end. */
    boolean isOwnThread() {
        return loop().inLoop() || local.inPool() || foreign.inPool();
    }

    void close() {
        loop().close();
        ContentPool.close(List.of(local, foreign), HELPERS_PATIENCE);
    }
}
