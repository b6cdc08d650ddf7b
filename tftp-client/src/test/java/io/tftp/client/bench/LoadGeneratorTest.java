package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tftp.client.SimpleServer;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.RetryPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small load on a small server, which serves one transfer after the other. */
class LoadGeneratorTest {

    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT.withTimeout(Duration.ofMillis(200));

    /** For those who may give up. */
    private static final RetryPolicy IMPATIENT = POLICY.withTimeout(Duration.ofMillis(50));

    private SimpleServer server;

    @BeforeEach
    void open() throws Exception {
        server = new SimpleServer(Duration.ofMillis(500)); // for an answer to a request that was repeated nobody waits
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("tftp-bench"));
    }

    @Test
    void everyGetIsCountedAndCompared() throws Exception {
        byte[] bytes = new byte[5_000];
        bytes[4_999] = 1;
        server.files().put("name", bytes);
        LoadResult result = new LoadGenerator(plan("name", Direction.GET, Content.of(bytes), 4, 20)).run();
        assertThat(result.allSucceeded()).isTrue();
        assertThat(result.succeeded()).isEqualTo(20);
        assertThat(result.bytes()).isEqualTo(100_000);
        assertThat(result.blockSizeBytes()).isEqualTo(new LoadResult.Span(512, 512));
        assertThat(result.latency().max()).isPositive().isLessThanOrEqualTo(result.elapsed());
        assertThat(result.firstData().p50())
                .isLessThanOrEqualTo(result.latency().max());
    }

    @Test
    void whatFailsIsCountedByItsReason() throws Exception {
        server.files().put("name-1", new byte[1_000]);
        server.files().put("name-2", new byte[1_001]);
        server.files().put("name-3", new byte[999]);
        LoadResult result = new LoadGenerator(plan("name-{n}", Direction.GET, Content.of(new byte[1_000]), 1, 5)).run();
        assertThat(result.allSucceeded()).isFalse();
        assertThat(result.succeeded()).isEqualTo(1);
        assertThat(result.failed()).isEqualTo(4);
        assertThat(result.failures())
                .containsExactly(
                        entry("content too long", 1L),
                        entry("content too short", 1L),
                        entry("server says: no ?[31msuch file (1)", 2L));
        assertThat(result.firstFailure()).hasValue("transfer 2: content too long at byte 1,000");
    }

    @Test
    void putsGetAFileEachAndAreReadBack() throws Exception {
        LoadPlan plan = plan("up-{n}", Direction.PUT, Content.generated(7, 1_500), 2, 5);
        LoadResult result = new LoadGenerator(plan).run();
        assertThat(result.allSucceeded()).isTrue();
        assertThat(server.files()).containsOnlyKeys("up-1", "up-2", "up-3", "up-4", "up-5");
        assertThat(result.readBack().map(LoadResult::succeeded)).hasValue(5L);
        server.files().put("up-3", new byte[1_500]);
        LoadResult again = new LoadGenerator(plan.checking(5)).run();
        assertThat(again.failures()).containsExactly(entry("content differs", 1L));
    }

    private static LoadPlan over(Line line, LoadPlan plan, RetryPolicy policy) {
        return new LoadPlan(
                plan.server(),
                plan.remote(),
                plan.direction(),
                plan.content(),
                plan.clients(),
                plan.transfers(),
                plan.duration(),
                plan.proposal(),
                policy,
                line,
                7,
                false);
    }

    @Test
    void lossesAreMended() throws Exception {
        server.files().put("name", new byte[20_000]);
        LoadPlan plan = plan("name", Direction.GET, Content.of(new byte[20_000]), 1, 3);
        LoadResult result = new LoadGenerator(over(Line.PLAIN.losing(0.05), plan, IMPATIENT)).run();
        // The server never sends a block again: what it sent and was lost ends a transfer, and we see that, too.
        assertThat(result.succeeded() + result.failed()).isEqualTo(3);
        assertThat(result.resends() + result.failed()).isPositive();
    }

    @Test
    void duplicatesAreStraysAndChangeNothing() throws Exception {
        server.files().put("name", new byte[20_000]);
        LoadPlan plan = plan("name", Direction.GET, Content.of(new byte[20_000]), 1, 3);
        LoadResult result = new LoadGenerator(over(Line.PLAIN.duplicating(0.5), plan, POLICY)).run();
        assertThat(result.failures()).isEmpty();
        assertThat(result.strays()).isPositive();
    }

    @Test
    void aSilentServerIsNoAnswer() throws Exception {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "name",
                Direction.GET,
                Content.of(new byte[0]),
                2,
                OptionalLong.of(2),
                Optional.empty(),
                Proposal.NONE,
                RetryPolicy.DEFAULT.withTimeout(Duration.ofMillis(10)).withRetries(0),
                Line.PLAIN.losing(0.9),
                7,
                false);
        assertThat(new LoadGenerator(plan).run().failures()).containsExactly(entry("no answer", 2L));
    }

    @Test
    void stoppedBeforeItBeginsNothingIsDone() throws Exception {
        LoadGenerator generator = new LoadGenerator(plan("name", Direction.GET, Content.of(new byte[0]), 4, 20));
        generator.stop();
        LoadResult result = generator.run();
        assertThat(result.succeeded() + result.failed()).isZero();
        assertThat(result.allSucceeded()).isFalse();
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        Content content = Content.of(new byte[0]);
        assertThatThrownBy(() -> plan("name", Direction.PUT, content, 1, 2)).hasMessageContaining("{n}");
        assertThatThrownBy(() -> plan("name", Direction.GET, content, 50_001, 2))
                .hasMessageContaining("1 to 50000");
        assertThatThrownBy(() -> plan("name", Direction.GET, content, 1, 0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> plan("na\0me", Direction.GET, content, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private LoadPlan plan(String remote, Direction direction, Content content, int clients, long transfers) {
        return new LoadPlan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                remote,
                direction,
                content,
                clients,
                OptionalLong.of(transfers),
                Optional.empty(),
                Proposal.NONE,
                POLICY,
                Line.PLAIN,
                0,
                direction == Direction.PUT);
    }
}
