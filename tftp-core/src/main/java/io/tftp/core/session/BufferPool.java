package io.tftp.core.session;

import io.tftp.core.loop.Clock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Direct buffers for the windows of one loop's transfers: making one costs more than a small transfer does. Keeps a bounded
 * number of bytes and forgets the rest. Not thread-safe.
 *
 * <p>When the memory for direct buffers is used up, the JDK collects garbage and waits half a second before it says so, with
 * the loop and all its transfers. So for some time after that no buffer as large is asked for: only one given back is lent.
 *
 * <p>What is lent counts against the {@link WindowMemory} of all loops.
 */
final class BufferPool {

    private static final int MOST_BYTES_KEPT = 16 * 1024 * 1024;

    private static final long SHORTAGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final IntFunction<ByteBuffer> memory;
    private final WindowMemory budget;
    private final Clock clock;
    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();
    private int bytesKept;
    private int tooManyBytes = Integer.MAX_VALUE;
    private long refusedNanos;

    BufferPool(WindowMemory budget, Clock clock) {
        this(ByteBuffer::allocateDirect, budget, clock);
    }

    /** Only for tests to be called from elsewhere, with memory of theirs. */
    BufferPool(IntFunction<ByteBuffer> memory, WindowMemory budget, Clock clock) {
        this.memory = memory;
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * A buffer of at least {@code bytes}, of any content.
     *
     * @throws WindowMemoryException.NoWindowMemory if there is none
     */
    ByteBuffer acquire(int bytes) {
        int capacity = roundUp(bytes);
        if (!budget.tryTake(capacity)) {
            throw new WindowMemoryException.NoWindowMemory("the memory for windows is used up");
        }
        return lend(capacity);
    }

    /** Lends what the budget has been charged with. */
    private ByteBuffer lend(int capacity) {
        boolean lent = false;
        try {
            ByteBuffer buffer = find(capacity);
            lent = true;
            return buffer;
        } finally {
            if (!lent) {
                budget.giveBack(capacity);
            }
        }
    }

    /**
     * A buffer of at least {@code bytes}, of any content; or one of no bytes if there is no memory to spare, for who can do without.
     * That one needs not be given back.
     */
    ByteBuffer acquireOrNone(int bytes) {
        int capacity = roundUp(bytes);
        if (!budget.tryTakeSpare(capacity)) {
            return NONE;
        }
        try {
            return lend(capacity);
        } catch (WindowMemoryException.NoWindowMemory e) {
            return NONE;
        }
    }

    private ByteBuffer find(int capacity) {
        Deque<ByteBuffer> sameSize = free.get(capacity);
        if (sameSize == null || sameSize.isEmpty()) {
            return allocate(capacity);
        }
        bytesKept -= capacity;
        return sameSize.pop();
    }

    private ByteBuffer allocate(int capacity) {
        if (capacity >= tooManyBytes && clock.nanoTime() - refusedNanos < SHORTAGE_NANOS) {
            throw new WindowMemoryException.NoWindowMemory("no memory for another window");
        }
        try {
            ByteBuffer buffer = memory.apply(capacity);
            tooManyBytes = capacity >= tooManyBytes ? Integer.MAX_VALUE : tooManyBytes;
            return buffer;
        } catch (OutOfMemoryError e) {
            tooManyBytes = capacity;
            refusedNanos = clock.nanoTime();
            throw new WindowMemoryException.NoWindowMemory(String.valueOf(e.getMessage()));
        }
    }

    /** Takes a buffer back that nobody uses any more. */
    void release(ByteBuffer buffer) {
        int capacity = buffer.capacity();
        budget.giveBack(capacity);
        if (bytesKept + capacity <= MOST_BYTES_KEPT) {
            bytesKept += capacity;
            free.computeIfAbsent(capacity, size -> new ArrayDeque<>()).push(buffer.clear());
        }
    }

    /** Lets go of what isn't lent. */
    void trim() {
        free.clear();
        bytesKept = 0;
    }

    /** To four steps an octave, so that buffers of nearly equal windows are shared and little is wasted. */
    private static int roundUp(int bytes) {
        int step = Math.max(64, Integer.highestOneBit(Math.max(1, bytes - 1)) / 4);
        return Math.addExact(bytes, step - 1) / step * step;
    }
}
