package io.tftp.core.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct buffers for the windows of one loop's transfers: making one costs more than a small transfer does. Keeps a bounded
 * number of bytes and forgets the rest. Not thread-safe.
 */
final class BufferPool {

    private static final int MOST_BYTES_KEPT = 16 * 1024 * 1024;

    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();
    private int bytesKept;

    /** A buffer of at least {@code bytes}, of any content. */
    ByteBuffer acquire(int bytes) {
        int capacity = roundUp(bytes);
        Deque<ByteBuffer> sameSize = free.get(capacity);
        if (sameSize == null || sameSize.isEmpty()) {
            return ByteBuffer.allocateDirect(capacity);
        }
        bytesKept -= capacity;
        return sameSize.pop();
    }

    /** Takes a buffer back that nobody uses any more. */
    void release(ByteBuffer buffer) {
        int capacity = buffer.capacity();
        if (bytesKept + capacity <= MOST_BYTES_KEPT) {
            bytesKept += capacity;
            free.computeIfAbsent(capacity, size -> new ArrayDeque<>()).push(buffer.clear());
        }
    }

    /** To four steps an octave, so that buffers of nearly equal windows are shared and little is wasted. */
    private static int roundUp(int bytes) {
        int step = Math.max(64, Integer.highestOneBit(Math.max(1, bytes - 1)) / 4);
        return Math.addExact(bytes, step - 1) / step * step;
    }
}
