package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.Limit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitLogTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234);
    private static final long START = Long.MAX_VALUE - 5; // overflows at once

    private final LimitLog log = new LimitLog();

    private Optional<String> line(Limit limit, long seconds) {
        return log.line(limit, CLIENT, START + TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void theFirstIsSaidAtOnceAndThenALineAMinuteWithTheCount() {
        assertThat(line(Limit.ACCESS, 0)).contains("limit reached, access denied: 127.0.0.1:1234");
        for (int i = 0; i < 1500; i++) {
            assertThat(line(Limit.ACCESS, i % 60)).isEmpty();
        }
        assertThat(line(Limit.ACCESS, 60))
                .contains("limit reached, access denied: 127.0.0.1:1234; and 1,500 times since this was said last");
        assertThat(line(Limit.ACCESS, 200)).contains("limit reached, access denied: 127.0.0.1:1234");
    }

    @Test
    void limitsDontSilenceEachOther() {
        for (Limit each : Limit.values()) {
            assertThat(line(each, 0)).as("%s", each).isPresent();
        }
    }
}
