package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContentPoolTest {

    private final CountDownLatch hold = new CountDownLatch(1);

    private Runnable hanging(CountDownLatch begun) {
        return () -> {
            begun.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void aTaskGetsAThreadOfItsOwnWhileAllOthersHang() throws Exception {
        try (ContentPool pool = new ContentPool("pool-test", 100)) {
            CountDownLatch begun = new CountDownLatch(99);
            for (int i = 0; i < 99; i++) {
                pool.execute(hanging(begun));
            }
            CountDownLatch ran = new CountDownLatch(1);
            pool.execute(ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            hold.countDown();
        }
    }

    @Test
    void whatIsBeyondTheBoundWaitsAndRunsInItsOrder() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        try (ContentPool pool = new ContentPool("pool-test", 1)) {
            CountDownLatch begun = new CountDownLatch(1);
            pool.execute(hanging(begun));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            List<Runnable> tasks = List.of(() -> order.add(0), () -> order.add(1), () -> order.add(2));
            tasks.forEach(pool::execute);
            assertThat(pool.takeBack(tasks.get(1))).isTrue();
            assertThat(pool.takeBack(tasks.get(1))).isFalse();
            hold.countDown();
        }
        assertThat(order).containsExactly(0, 2);
    }

    @Test
    void manyTasksShareFewThreads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(10_000);
        try (ContentPool pool = new ContentPool("pool-test", 8)) {
            for (int i = 0; i < 10_000; i++) {
                pool.execute(() -> {
                    threads.add(Thread.currentThread());
                    done.countDown();
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(threads).hasSizeBetween(1, 8);
    }

    @Test
    void aThreadThatIsFreeIsUsedAgain() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (ContentPool pool = new ContentPool("pool-test", 1000)) {
            for (int i = 0; i < 200; i++) {
                CountDownLatch ran = new CountDownLatch(1);
                pool.execute(() -> {
                    threads.add(Thread.currentThread());
                    ran.countDown();
                });
                assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
                await().until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));
            }
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void closingEndsAlthoughATaskIsHeldUpAndWhatComesLaterIsDoneByTheCaller() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ContentPool pool = new ContentPool("pool-test", 1);
        pool.execute(() -> {
            begun.countDown();
            while (hold.getCount() > 0) { // not even an interrupt helps
                Thread.onSpinWait();
            }
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        pool.execute(ended::countDown);
        pool.close(Duration.ZERO);
        Thread[] by = new Thread[1];
        pool.execute(() -> by[0] = Thread.currentThread());
        assertThat(by).containsExactly(Thread.currentThread());
        hold.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue(); // what had to wait was not forgotten
    }

    @Test
    void oneOfItsThreadsMayCloseIt() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ContentPool pool = new ContentPool("pool-test", 1);
        pool.execute(() -> {
            pool.close(Duration.ofDays(1));
            closed.countDown();
        });
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.inPool()).isFalse();
        pool.close();
    }
}
