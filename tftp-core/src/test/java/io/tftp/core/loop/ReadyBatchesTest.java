package io.tftp.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyBatchesTest {

    private final ReadyBatches batches = new ReadyBatches(Clock.system());
    private final List<Integer> order = new ArrayList<>();

    /** Has something to handle so many times. */
    private final class Busy implements ReadyHandler {
        private final int number;
        private int packets;
        private int calls;
        private Throwable defect;

        Busy(int number, int packets) {
            this.number = number;
            this.packets = packets;
        }

        @Override
        public boolean handleReady(long now) {
            order.add(number);
            calls++;
            packets--;
            if (packets == -100) {
                throw new IllegalStateException("on purpose");
            }
            return packets >= 0;
        }

        @Override
        public void handleDefect(Throwable thrown) {
            defect = thrown;
        }
    }

    private List<Busy> add(int count, int packets) {
        List<Busy> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Busy busy = new Busy(i, packets);
            all.add(busy);
            batches.add(busy);
        }
        return all;
    }

    @Test
    void everythingReadyIsHandledOnceAndForgotten() {
        List<Busy> few = add(3, 5);
        batches.handleAll();
        batches.handleAll();
        assertThat(few).allMatch(busy -> busy.calls == 1);
        assertThat(order).containsExactly(0, 1, 2);
    }

    @Test
    void aBatchIsHandledAgainAsLongAsHalfOfItHasMore() {
        List<Busy> many = add(100, 5);
        batches.handleAll();
        assertThat(many).allMatch(busy -> busy.calls == 6);
        assertThat(order.subList(0, 65)).startsWith(0, 1, 2).endsWith(63, 0);
        assertThat(order.subList(64 * 6, 64 * 6 + 1)).containsExactly(64);
    }

    @Test
    void aBatchThatNeverEndsLeavesTheOthersTheirTurn() {
        List<Busy> many = add(65, 1_000_000);
        many.addAll(add(10, 1_000_000));
        batches.handleAll();
        assertThat(many).allMatch(busy -> busy.calls == 16);
    }

    @Test
    void whereAnswersTakeLongerTheyAreSeldomLookedFor() {
        int calls = 0;
        for (int turn = 0; turn < 1000; turn++) {
            calls += add(10, 1).stream()
                    .mapToInt(busy -> {
                        batches.handleAll();
                        return busy.calls;
                    })
                    .sum();
        }
        assertThat(calls).isBetween(10_000, 10_500);
    }

    @Test
    void aHandlerThatThrowsDisturbsNobody() {
        List<Busy> many = add(10, 5);
        many.get(3).packets = -99;
        batches.handleAll();
        assertThat(many.get(3).defect).hasMessage("on purpose");
        many.remove(3);
        assertThat(many).allMatch(busy -> busy.calls == 6 && busy.defect == null);
    }
}
