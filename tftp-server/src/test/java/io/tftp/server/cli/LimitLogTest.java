package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.Limit;
import io.tftp.server.ServerLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitLogTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1234);
    private static final long START = Long.MAX_VALUE - 5; // overflows at once

    private final LimitLog log = new LimitLog(ServerLimits.DEFAULTS, 256 << 20);

    private Optional<String> line(Limit limit, long seconds) {
        return log.line(limit, CLIENT, START + TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void theFirstIsSaidAtOnceAndThenALineAMinuteWithTheCount() {
        String first = "access denied by --deny-read or --deny-write: 127.0.0.1:1234";
        assertThat(line(Limit.ACCESS, 0)).contains(first);
        for (int i = 0; i < 1500; i++) {
            assertThat(line(Limit.ACCESS, i % 60)).isEmpty();
        }
        assertThat(line(Limit.ACCESS, 60)).contains(first + "; 1,500 more since the last such line");
        assertThat(line(Limit.ACCESS, 200)).contains(first);
    }

    @Test
    void theLimitItsValueAndTheOptionThatRaisesItAreSaid() {
        assertThat(line(Limit.TRANSFERS, 0))
                .contains("limit reached, 16,384 transfers at once (raise it with --max-transfers): 127.0.0.1:1234");
        assertThat(line(Limit.TRANSFERS_PER_CLIENT, 0))
                .contains("limit reached, 500 transfers at once per client (raise it with --max-client-transfers):"
                        + " 127.0.0.1:1234");
        assertThat(line(Limit.REQUEST_RATE, 0))
                .get()
                .asString()
                .contains("100 requests per second per client", "--max-client-requests");
        assertThat(line(Limit.ERROR_RATE, 0))
                .get()
                .asString()
                .contains("100 errors per second per client", "--max-client-requests");
        assertThat(line(Limit.WINDOW_MEMORY, 0))
                .get()
                .asString()
                .contains("268,435,456 bytes for windows", "--max-window-memory");
        assertThat(line(Limit.TRANSFER_TIME, 0))
                .get()
                .asString()
                .contains("21600 s per transfer", "--max-transfer-time");
        assertThat(line(Limit.UNANSWERED, 0))
                .get()
                .asString()
                .contains("never answered", "--max-transfers 16384", "--max-client-transfers 500");
    }

    @Test
    void limitsDontSilenceEachOther() {
        for (Limit each : Limit.values()) {
            assertThat(line(each, 0)).as("%s", each).isPresent();
        }
    }
}
