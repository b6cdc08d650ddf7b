package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    @Test
    void anInterruptThatATaskLeavesIsNotForTheNext() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (ContentPool pool = new ContentPool("serial-test", 1)) {
            SerialExecutor executor = new SerialExecutor(pool);
            executor.execute(() -> {
                executor.execute(
                        () -> interrupted.complete(Thread.currentThread().isInterrupted()));
                Thread.currentThread().interrupt();
            });

            assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void tasksRunOneAfterTheOtherInOrderOnManyThreads() throws InterruptedException {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1000);
        try (ContentPool pool = new ContentPool("serial-test", 4)) {
            SerialExecutor executor = new SerialExecutor(pool);
            for (int i = 0; i < 1000; i++) {
                int number = i;
                executor.execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    order.add(number);
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        assertThat(most).hasValue(1);
    }
}
