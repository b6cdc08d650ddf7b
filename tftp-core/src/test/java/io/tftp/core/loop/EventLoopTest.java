package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tftp.core.testing.Loopback;
import io.tftp.core.testing.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private EventLoop loop;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("event-loop-test", true);
    }

    @AfterEach
    void close() {
        loop.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("event-loop-test"));
    }

    @Test
    void tasksOfOtherThreadsRunOnTheLoopsThread() throws Exception {
        CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
        loop.execute(() -> inLoop.complete(loop.inLoop()));

        assertThat(inLoop.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void aTaskThatThrowsDoesNotEndTheLoop() throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.execute(() -> next.complete("ran"));

        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    /** Has nothing to do. */
    private static final class Idle implements ReadyHandler {

        @Override
        public boolean handleReady(long now) {
            return false;
        }

        @Override
        public void handleDefect(Throwable defect) {
            throw new AssertionError(defect);
        }
    }

    /** Foreign code holds the thread up: nothing else is. */
    @Test
    void closingEndsAlthoughATaskIsHeldUpAndTheSocketsAreClosed() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        EventLoop held = EventLoop.open("event-loop-test", true);
        DatagramChannel channel = Loopback.channel();
        CompletableFuture<Boolean> ranLate = new CompletableFuture<>();
        held.execute(() -> {
            try {
                held.register(channel, new Idle());
                begun.countDown();
                while (hold.getCount() > 0) { // not even an interrupt helps
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                ranLate.completeExceptionally(e);
            }
        });
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        held.execute(() -> ranLate.complete(held.inLoop()));
        assertThat(held.close(Duration.ZERO)).isFalse();
        assertThat(channel.isOpen()).isFalse();
        assertThat(ranLate).isNotDone();
        hold.countDown();
        assertThat(ranLate.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(held.close(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void whatComesWhenItIsOverIsDoneByTheCaller() {
        loop.close();
        Thread[] by = new Thread[1];
        loop.execute(() -> loop.execute(() -> by[0] = Thread.currentThread()));
        assertThat(by).containsExactly(Thread.currentThread());
    }

    /** Whoever was interrupted still is, after it ran the task of another. */
    @Test
    void whatComesWhenItIsOverLeavesTheCallersInterruptAlone() {
        loop.close();
        Thread.currentThread().interrupt();
        boolean[] seen = new boolean[1];
        loop.execute(() -> seen[0] = Thread.currentThread().isInterrupted());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen[0]).isFalse();
    }

    @Test
    void itsOwnThreadMayCloseIt() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        loop.execute(() -> ended.complete(loop.close(Duration.ofMinutes(1))));
        assertThat(ended.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(loop.close(Duration.ofMinutes(1))).isTrue();
    }

    private boolean loopIsInterrupted() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        loop.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
        return interrupted.get(5, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptThatATaskLeavesIsGone() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());

        assertThat(loopIsInterrupted()).isFalse();
    }

    @Test
    void anInterruptThatADeadlineLeavesIsGone() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        loop.execute(() -> {
            new LoopTimer(loop, now -> Thread.currentThread().interrupt())
                    .set(loop.clock().nanoTime());
            new LoopTimer(
                            loop,
                            now -> interrupted.complete(Thread.currentThread().isInterrupted()))
                    .set(loop.clock().nanoTime());
        });

        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
    }

    // Left on the thread, it would make the selector return at once, again and again.
    @Test
    void anInterruptByAnotherThreadIsGoneWhenTheLoopHasTurned() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        thread.get(5, TimeUnit.SECONDS).interrupt();

        await().until(() -> !thread.join().isInterrupted());
    }

    @Test
    void anInterruptThatAHandlerLeavesIsGone() throws Exception {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        DatagramChannel channel = Loopback.channel();
        ReadyHandler handler = new ReadyHandler() {
            @Override
            public boolean handleReady(long now) {
                Thread.currentThread().interrupt();
                loop.execute(() -> ran.complete(null));
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return true;
            }

            @Override
            public void handleDefect(Throwable thrown) {
                ran.completeExceptionally(thrown);
            }
        };
        loop.execute(() -> {
            try {
                loop.register(channel, handler);
            } catch (IOException e) {
                ran.completeExceptionally(e);
            }
        });
        try (DatagramChannel far = DatagramChannel.open()) {
            far.send(ByteBuffer.allocate(1), channel.getLocalAddress());
        }
        ran.get(5, TimeUnit.SECONDS);

        assertThat(loopIsInterrupted()).isFalse();
    }

    /** Can't even be logged, as nothing can when the memory is used up. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("on purpose");
        }
    }

    @Test
    void anErrorThatCantBeLoggedDoesNotEndTheLoop() throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        loop.execute(() -> {
            throw new Unspeakable();
        });
        loop.execute(() -> next.complete("ran"));

        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void aHandlerThatThrowsIsToldAndTheLoopGoesOn() throws Exception {
        CompletableFuture<Throwable> defect = new CompletableFuture<>();
        DatagramChannel channel = Loopback.channel();
        ReadyHandler handler = new ReadyHandler() {
            @Override
            public boolean handleReady(long now) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void handleDefect(Throwable thrown) {
                defect.complete(thrown);
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        loop.execute(() -> {
            try {
                loop.register(channel, handler);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (DatagramChannel sender = Loopback.channel()) {
            sender.send(ByteBuffer.allocate(1), channel.getLocalAddress());
        }

        assertThat(defect.get(5, TimeUnit.SECONDS)).hasMessage("on purpose");
        CountDownLatch alive = new CountDownLatch(1);
        loop.execute(alive::countDown);
        assertThat(alive.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDeadlineWakesTheLoop() throws Exception {
        CompletableFuture<Long> lateNanos = new CompletableFuture<>();
        loop.execute(() -> {
            long atNanos = loop.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            loop.deadlines()
                    .schedule(
                            new Timed() {
                                @Override
                                public boolean hasDeadline() {
                                    return true;
                                }

                                @Override
                                public long deadlineNanos() {
                                    return atNanos;
                                }

                                @Override
                                public void handleTimeout(long now) {
                                    lateNanos.complete(now - atNanos);
                                }
                            },
                            null);
        });

        assertThat(lateNanos.get(5, TimeUnit.SECONDS)).isNotNegative();
    }

    @Test
    void deadlinesGoByTheLoopsClock() throws Exception {
        VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 5);
        try (EventLoop still = EventLoop.open("event-loop-test", true, clock)) {
            CompletableFuture<Long> done = new CompletableFuture<>();
            still.executeAfter(() -> done.complete(still.clock().nanoTime()), Duration.ofHours(1));
            turn(still);

            clock.pass(Duration.ofHours(1).minusNanos(1));
            turn(still);
            assertThat(done).isNotDone();

            clock.pass(Duration.ofNanos(1));
            assertThat(done.get(5, TimeUnit.SECONDS)).isEqualTo(clock.nanoTime());
        }
    }

    /** Lets a loop look at its deadlines: it does after its tasks, and the second comes after that look. */
    private static void turn(EventLoop loop) throws Exception {
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Boolean> ran = new CompletableFuture<>();
            loop.execute(() -> ran.complete(true));
            assertThat(ran.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingClosesWhatIsRegistered() throws Exception {
        DatagramChannel channel = Loopback.channel();
        CountDownLatch registered = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                loop.register(channel, new ReadyHandler() {
                    @Override
                    public boolean handleReady(long now) {
                        return false;
                    }

                    @Override
                    public void handleDefect(Throwable defect) {}
                });
                registered.countDown();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(registered.await(5, TimeUnit.SECONDS)).isTrue();

        loop.close();

        await().until(() -> !channel.isOpen());
    }
}
