package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopSwitchTest {

    @Test
    void theSecondPressHurries() {
        StopSwitch stop = new StopSwitch();
        AtomicInteger hurried = new AtomicInteger();
        stop.onHurry(hurried::incrementAndGet);
        assertThat(stop.await(Duration.ZERO)).isFalse();
        assertThat(stop.press()).isEqualTo(1);
        assertThat(hurried).hasValue(0);
        assertThat(stop.await(Duration.ofDays(1))).isTrue();
        assertThat(stop.press()).isEqualTo(2);
        assertThat(hurried).hasValue(1);
    }
}
