package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.testing.VirtualClock;
import io.tftp.core.wire.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand bytes a second, a hundred of them saved up, in virtual time. */
class RateLimitTest {

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 5);
    private final TokenBucket bucket = new TokenBucket(1000, 100, clock.nanoTime());
    private final BlockingQueue<Long> due = new LinkedBlockingQueue<>();
    private EventLoop loop;
    private RateLimit limit;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("rate-limit-test", true, clock);
        limit = new RateLimit(loop, due::add);
        limit.set(List.of(bucket));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private <T> T inLoop(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(5, TimeUnit.SECONDS);
    }

    private boolean lets(Opcode opcode, int bytes) throws Exception {
        ByteBuffer datagram = ByteBuffer.allocate(bytes).putShort(0, (short) opcode.value());
        return inLoop(() -> limit.lets(datagram, bytes, clock.nanoTime()));
    }

    private void foundNoRoom() throws Exception {
        inLoop(() -> {
            limit.foundNoRoom(clock.nanoTime());
            return true;
        });
    }

    @Test
    void dataWaitsForItsTimeAndIsPaidForOnce() throws Exception {
        assertThat(lets(Opcode.DATA, 104)).isFalse();
        assertThat(inLoop(limit::holdsBack)).isTrue();

        clock.pass(Duration.ofMillis(4).minusNanos(1));
        assertThat(lets(Opcode.DATA, 104)).isFalse();
        assertThat(due).isEmpty();

        clock.pass(Duration.ofNanos(1));
        assertThat(due.poll(5, TimeUnit.SECONDS)).isEqualTo(clock.nanoTime());
        assertThat(inLoop(limit::holdsBack)).isFalse();
        assertThat(lets(Opcode.DATA, 104)).isTrue();

        assertThat(lets(Opcode.DATA, 104)).isFalse();
        clock.pass(Duration.ofMillis(104).minusNanos(1));
        assertThat(lets(Opcode.DATA, 104)).isFalse();
        clock.pass(Duration.ofNanos(1));
        assertThat(lets(Opcode.DATA, 104)).isTrue();
    }

    @Test
    void anAckPaysForWhatWasReceived() throws Exception {
        assertThat(lets(Opcode.ACK, 4)).isTrue();
        inLoop(() -> {
            limit.received(104);
            return true;
        });
        assertThat(lets(Opcode.ACK, 4)).isFalse();
        clock.pass(Duration.ofMillis(4));
        assertThat(lets(Opcode.ACK, 4)).isTrue();
    }

    @Test
    void whatOpensOrEndsATransferNeverWaits() throws Exception {
        bucket.take(1_000_000, clock.nanoTime());
        assertThat(lets(Opcode.OPTION_ACK, 20)).isTrue();
        assertThat(lets(Opcode.ERROR, 20)).isTrue();
        assertThat(lets(Opcode.READ_REQUEST, 20)).isTrue();
        assertThat(lets(Opcode.DATA, 20)).isFalse();
    }

    @Test
    void whatFoundNoRoomIsNotPaidForAgain() throws Exception {
        assertThat(lets(Opcode.DATA, 100)).isTrue();
        foundNoRoom();
        assertThat(inLoop(limit::holdsBack)).as("it waits for the socket").isFalse();
        assertThat(lets(Opcode.DATA, 100)).isTrue();
        assertThat(lets(Opcode.DATA, 4)).isFalse();
    }

    @Test
    void anErrorThatFoundNoRoomHasPaidForNothing() throws Exception {
        assertThat(lets(Opcode.ERROR, 20)).isTrue();
        foundNoRoom();
        assertThat(lets(Opcode.DATA, 100)).isTrue();
        assertThat(lets(Opcode.DATA, 4)).isFalse();
    }

    @Test
    void ofALongRunOnlyTheFirstGo() throws Exception {
        limit.set(List.of(new TokenBucket(100_000, 100_000, clock.nanoTime())));
        ByteBuffer run = ByteBuffer.allocate(5000).putShort(0, (short) Opcode.DATA.value());
        assertThat(inLoop(() -> limit.lets(run, 400, clock.nanoTime()))).isTrue();
        assertThat(run.remaining()).as("what may go in 10 ms, whole datagrams").isEqualTo(800);
    }

    @Test
    void withoutRatesNothingWaits() throws Exception {
        limit.set(List.of());
        assertThat(lets(Opcode.DATA, TransferParameters.MAX_BLOCK_SIZE_BYTES)).isTrue();
        foundNoRoom();
        assertThat(inLoop(limit::holdsBack)).isFalse();
        assertThat(lets(Opcode.DATA, TransferParameters.MAX_BLOCK_SIZE_BYTES)).isTrue();
    }
}
