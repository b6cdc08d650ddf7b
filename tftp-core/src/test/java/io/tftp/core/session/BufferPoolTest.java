package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.testing.VirtualClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 5);
    private final BufferPool pool = new BufferPool(new WindowMemory(Long.MAX_VALUE), clock);

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 63, 64, 65, 1032, 2864, 65_468, 91_648, 130_936, 4_189_952})
    void aBufferIsDirectAndLargeEnoughButNotMuchLarger(int bytes) {
        ByteBuffer buffer = pool.acquire(bytes);

        assertThat(buffer.isDirect()).isTrue();
        assertThat(buffer.capacity()).isBetween(bytes, bytes + Math.max(64, bytes / 2));
    }

    @Test
    void aReleasedBufferIsUsedAgainForWindowsOfAboutItsSize() {
        ByteBuffer buffer = pool.acquire(2864);
        buffer.position(7);
        pool.release(buffer);

        ByteBuffer again = pool.acquire(2866);

        assertThat(again).isSameAs(buffer);
        assertThat(again.position()).isZero();
    }

    @Test
    void noMoreThanABoundedNumberOfBytesIsKept() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            buffers.add(pool.acquire(1024 * 1024));
        }
        buffers.forEach(pool::release);

        Set<ByteBuffer> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(buffers);
        for (int i = 0; i < 20; i++) {
            all.add(pool.acquire(1024 * 1024));
        }

        assertThat(all).as("16 MiB were kept, 4 MiB are new").hasSize(24);
    }

    @Test
    void whenTheMemoryIsUsedUpItIsNotAskedForAgainAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        BufferPool poor = new BufferPool(
                bytes -> {
                    if (asked.incrementAndGet() > 1 && bytes > 500) {
                        throw new OutOfMemoryError("on purpose");
                    }
                    return ByteBuffer.allocate(bytes);
                },
                new WindowMemory(Long.MAX_VALUE),
                clock);
        ByteBuffer only = poor.acquire(1000);

        assertThatThrownBy(() -> poor.acquire(1000)).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> poor.acquire(1000)).isInstanceOf(OutOfMemoryError.class);
        assertThat(asked).hasValue(2);
        assertThat(poor.acquire(100)).as("a small one may still be there").isNotNull();
        assertThat(poor.acquireOrNone(1000).capacity()).as("or none").isZero();
        poor.release(only);
        assertThat(poor.acquireOrNone(1000)).isSameAs(only);
        assertThat(asked).as("nor a moment before the time is over").hasValue(3);

        clock.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThatThrownBy(() -> poor.acquire(1000)).isInstanceOf(OutOfMemoryError.class);
        assertThat(asked).hasValue(3);

        clock.pass(Duration.ofNanos(1));
        assertThatThrownBy(() -> poor.acquire(1000)).isInstanceOf(OutOfMemoryError.class);
        assertThat(asked).as("there may be some again").hasValue(4);
    }

    @Test
    void whoCanDoWithoutLeavesSomeForThoseWhoCant() {
        BufferPool bounded = new BufferPool(new WindowMemory(100_000), clock);
        int lent = 0;
        while (bounded.acquireOrNone(8192).capacity() > 0) {
            lent++;
        }
        assertThat(lent).isEqualTo(9);
        assertThat(bounded.acquireOrNone(64).capacity()).as("less fits still").isEqualTo(64);
        assertThat(bounded.acquire(24_576).capacity()).isEqualTo(24_576);
    }

    @Test
    void whatIsBeyondTheMemoryForWindowsIsNotLent() {
        BufferPool bounded = new BufferPool(new WindowMemory(100_000), clock);
        ByteBuffer most = bounded.acquireOrNone(60_000);

        assertThat(most.capacity()).isGreaterThanOrEqualTo(60_000);
        assertThat(bounded.acquireOrNone(60_000).capacity()).isZero();
        assertThatThrownBy(() -> bounded.acquire(60_000)).isInstanceOf(OutOfMemoryError.class);
        bounded.release(most);
        assertThat(bounded.acquireOrNone(60_000)).isSameAs(most);
    }
}
