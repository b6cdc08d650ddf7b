package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.server.ClientNetwork;
import io.tftp.server.ClientScope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private static final long START = Long.MAX_VALUE - 5; // overflows at once
    private static final String MISS = "file not found";

    private final RefusalLog log = new RefusalLog(START);

    private static ClientScope client(int number) {
        return ClientScope.of(new ClientNetwork(32, 0x0A00_0000 + number, 0));
    }

    /** A machine on the host's own link 2001:db8:1::/64. */
    private static ClientScope machine(int number) {
        long link = 0x2001_0db8_0001_0000L;
        return new ClientScope(new ClientNetwork(128, link, number), Optional.of(new ClientNetwork(64, link, 0)));
    }

    private static long at(long seconds) {
        return START + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** How many of so many requests at the same time have a line. */
    private int written(int client, int requests, String reason, long seconds) throws Exception {
        int written = 0;
        for (int i = 0; i < requests; i++) {
            written += log.mayWrite(client(client), reason, at(seconds)) ? 1 : 0;
        }
        return written;
    }

    @Test
    void theMissesOfAMachineThatBootsAreAllWritten() throws Exception {
        for (int boot = 0; boot < 20; boot++) { // a room
            assertThat(written(boot, 50, MISS, boot)).isEqualTo(50);
        }
        assertThat(log.counts(at(60))).isEmpty();
    }

    @Test
    void ofOneClientsFloodTheFirstAreWrittenAndTheRestCounted() throws Exception {
        assertThat(written(7, 400, MISS, 0)).isEqualTo(RefusalLog.LINES_PER_CLIENT);
        assertThat(written(7, 72, "no answer", 30)).isZero();
        assertThat(written(8, 1, MISS, 30)).isOne();
        assertThat(log.counts(at(59))).isEmpty();
        assertThat(log.counts(at(60)))
                .containsExactly("10.0.0.7: 412 more failed requests in the last minute"
                        + " (file not found 340, no answer 72)");
        assertThat(log.counts(at(120))).isEmpty();
        assertThat(written(7, 100, MISS, 121)).isEqualTo(RefusalLog.LINES_PER_CLIENT);
        assertThat(log.rest(at(121)))
                .containsExactly("10.0.0.7: 40 more failed requests in the last minute (file not found 40)");
    }

    @Test
    void machinesOfALinkHaveTheirLinesEachAndABoundTogether() {
        int written = 0;
        for (int i = 0; i < 2 * RefusalLog.LINES_PER_CLIENT; i++) {
            written += log.mayWrite(machine(1), MISS, START) ? 1 : 0;
        }
        assertThat(written).isEqualTo(RefusalLog.LINES_PER_CLIENT);
        assertThat(log.mayWrite(machine(2), MISS, START)).isTrue();
        for (int i = 0; i < 100_000; i++) { // whoever is there can take as many addresses as it likes
            written += log.mayWrite(machine(3 + i), MISS, START) ? 1 : 0;
        }
        assertThat(written + 1).isEqualTo(RefusalLog.LINES_PER_CLIENT * ClientScope.LINK_SHARE);
        assertThat(log.rest(at(1)))
                .hasSize(RefusalLog.MOST_NAMED + 1)
                .first()
                .asString()
                .startsWith("2001:db8:1::1: 60 more failed requests");
    }

    /** Each from another address, as whoever forges them can have it. */
    @Test
    void aForgedFloodIsBoundedInLinesAndInMemory() throws Exception {
        int seconds = 3600;
        int perSecond = 1000;
        long lines = 0;
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < perSecond; i++) {
                lines += log.mayWrite(client(second * perSecond + i), MISS, at(second)) ? 1 : 0;
            }
            List<String> counts = log.counts(at(second));
            assertThat(counts).hasSizeLessThanOrEqualTo(RefusalLog.MOST_NAMED + 1);
            if (!counts.isEmpty()) {
                assertThat(counts).last().asString().startsWith("other clients: ");
            }
            lines += counts.size();
        }
        long minutes = seconds / 60;
        assertThat(lines)
                .isLessThanOrEqualTo(RefusalLog.LINES_AT_ONCE
                        + (long) seconds * RefusalLog.LINES_PER_SECOND
                        + minutes * (RefusalLog.MOST_NAMED + 1));
    }

    @Test
    void everyRequestIsEitherWrittenOrCounted() throws Exception {
        int clients = 3 * RefusalLog.MOST_CLIENTS;
        long written = 0;
        for (int i = 0; i < clients; i++) {
            written += written(i, 2, MISS, 1);
        }
        long counted = log.rest(at(2)).stream()
                .map(line -> line.replaceFirst(".*: ([\\d,]+) more failed requests? .*", "$1")
                        .replace(",", ""))
                .mapToLong(Long::parseLong)
                .sum();
        assertThat(written + counted).isEqualTo(2L * clients);
    }
}
