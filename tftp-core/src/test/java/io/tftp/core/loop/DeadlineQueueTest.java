package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {

    private final DeadlineQueue queue = new DeadlineQueue();
    private final List<String> called = new ArrayList<>();

    /** Something with a deadline that the test moves. */
    private final class Alarm implements Timed {
        private final String name;
        private long atNanos;
        private boolean armed = true;

        Alarm(String name, long atNanos) {
            this.name = name;
            this.atNanos = atNanos;
        }

        @Override
        public boolean hasDeadline() {
            return armed;
        }

        @Override
        public long deadlineNanos() {
            return atNanos;
        }

        @Override
        public void handleTimeout(long now) {
            called.add(name);
        }
    }

    @Test
    void callsInTheOrderOfTheDeadlines() {
        queue.schedule(new Alarm("second", 20), null);
        queue.schedule(new Alarm("first", 10), null);
        queue.schedule(new Alarm("third", 30), null);

        queue.expire(20);

        assertThat(called).containsExactly("first", "second");
        assertThat(queue.waitNanos(20)).isEqualTo(10);
    }

    @Test
    void aDeadlineMovedToLaterIsCalledOnlyThen() {
        Alarm alarm = new Alarm("moved", 10);
        var entry = queue.schedule(alarm, null);
        alarm.atNanos = 50;
        assertThat(queue.schedule(alarm, entry))
                .as("nothing to do in the queue")
                .isSameAs(entry);

        queue.expire(10);
        assertThat(called).isEmpty();
        queue.expire(50);
        assertThat(called).containsExactly("moved");
    }

    @Test
    void aDeadlineMovedToEarlierIsCalledThenAndOnce() {
        Alarm alarm = new Alarm("moved", 50);
        var entry = queue.schedule(alarm, null);
        alarm.atNanos = 10;
        queue.schedule(alarm, entry);

        queue.expire(10);
        queue.expire(50);

        assertThat(called).containsExactly("moved");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aCancelledDeadlineIsNotCalled() {
        queue.cancel(queue.schedule(new Alarm("cancelled", 10), null));

        queue.expire(100);

        assertThat(called).isEmpty();
    }

    @Test
    void whatEndedLongBeforeItsDeadlineIsNotKeptUntilThen() {
        Alarm last = new Alarm("last", 1_000_000);
        queue.schedule(last, null);
        for (int i = 0; i < 100_000; i++) {
            queue.cancel(queue.schedule(new Alarm("ended", 1_000 + i), null));
        }

        assertThat(queue.size()).isLessThan(200);
        queue.expire(1_000_000);
        assertThat(called).containsExactly("last");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatHasNoDeadlineIsNotQueued() {
        Alarm alarm = new Alarm("none", 10);
        alarm.armed = false;

        queue.schedule(alarm, null);

        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void deadlinesAreRightWhenTheClockWraps() {
        long beforeWrap = Long.MAX_VALUE - 5;
        queue.schedule(new Alarm("after the wrap", beforeWrap + 20), null);
        queue.schedule(new Alarm("before the wrap", beforeWrap + 1), null);

        queue.expire(beforeWrap + 2);
        assertThat(called).containsExactly("before the wrap");
        queue.expire(beforeWrap + 20);
        assertThat(called).containsExactly("before the wrap", "after the wrap");
    }
}
