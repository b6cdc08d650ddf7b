package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleMemoryTest {

    private boolean busy;
    private long done;
    private int collections;
    private final IdleMemory memory = new IdleMemory(() -> busy, () -> done, () -> collections++);

    private int collectionsAfter(int checks) {
        for (int i = 0; i < checks; i++) {
            memory.check();
        }
        return collections;
    }

    @Test
    void collectsOnceAfterWorkHasEnded() {
        done = 5;
        assertThat(collectionsAfter(3)).isZero();
        assertThat(collectionsAfter(1)).isEqualTo(1);
        assertThat(collectionsAfter(10)).isEqualTo(1);
    }

    @Test
    void doesNotCollectBeforeAnythingWasDone() {
        assertThat(collectionsAfter(10)).isZero();
    }

    @Test
    void waitsAsLongAsThereIsWork() {
        for (int i = 0; i < 10; i++) {
            done++;
            memory.check();
        }
        busy = true;
        assertThat(collectionsAfter(10)).isZero();
        busy = false;
        assertThat(collectionsAfter(3)).isEqualTo(1);
    }
}
