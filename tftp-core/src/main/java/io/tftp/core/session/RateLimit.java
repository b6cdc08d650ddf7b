package io.tftp.core.session;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.LoopTimer;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * How fast a session's content may go: DATA that is sent waits for its time, and so does the ACK for DATA that was received, which
 * is what its sender waits for. A deadline of the loop's ends the wait. What opens a transfer and what ends one never waits. On the
 * loop's thread.
 */
final class RateLimit {

    /** A run of DATA is no longer than what may go in a second, divided by this: it leaves at a steady rate and not in heaps. */
    private static final int RUNS_PER_SECOND = 100;

    private final EventLoop loop;
    private final LoopTimer timer;
    private List<TokenBucket> rates = List.of(); // none: as fast as it can
    private long runBytes;
    private long receivedBytes;

    /** What was asked for is paid for, and waits: for its time, or for room in the socket. */
    private boolean waiting;

    private long atNanos;

    /** What was let go last had to be paid for. */
    private boolean paid;

    /**
     * Creates one that limits nothing.
     *
     * @param loop the session's
     * @param whenDue is called when what waits may go
     */
    RateLimit(EventLoop loop, LongConsumer whenDue) {
        this.loop = loop;
        this.timer = new LoopTimer(loop, whenDue);
    }

    /** Before the session starts: what its bytes are taken from, each of them. */
    void set(List<TokenBucket> newRates) {
        rates = List.copyOf(newRates);
        long least = rates.stream().mapToLong(TokenBucket::perSecond).min().orElse(Long.MAX_VALUE);
        runBytes = least / RUNS_PER_SECOND;
    }

    /** DATA of that length came in. */
    void received(int bytes) {
        receivedBytes += bytes;
    }

    /**
     * Whether datagrams may go now; of a long run only the first ones. If not, the session is called when they may.
     *
     * @param datagrams from position to limit, which is lowered to what may go at once
     * @param segmentBytes the length of each but the last
     */
    boolean lets(ByteBuffer datagrams, int segmentBytes, long now) {
        if (rates.isEmpty()) {
            return true;
        }
        int opcode = PacketCodec.opcode(datagrams);
        boolean data = opcode == Opcode.DATA.value();
        paid = data || opcode == Opcode.ACK.value();
        if (!paid) {
            return true;
        }
        if (data) {
            long most = Math.max(1, runBytes / segmentBytes) * segmentBytes;
            datagrams.limit((int) Math.min(datagrams.limit(), datagrams.position() + most));
        }
        if (!waiting) {
            pay(data ? datagrams.remaining() : receivedBytes, now);
        }
        if (isEarly(now)) {
            timer.set(atNanos);
            return false;
        }
        waiting = false;
        return true;
    }

    /** Bytes are paid for when they are first asked for. */
    private void pay(long bytes, long now) {
        long at = now;
        for (TokenBucket rate : rates) {
            long each = rate.take(bytes, now);
            at = each - at > 0 ? each : at;
        }
        receivedBytes = 0;
        waiting = at - now > 0;
        atNanos = at;
    }

    /** What was let go found no room in the socket: what is paid for waits for that. */
    void foundNoRoom(long now) {
        if (paid) {
            waiting = true;
            atNanos = now;
        }
    }

    /** Whether what is to be sent waits here for its time: then it's not the peer's turn, and its silence means nothing. */
    boolean holdsBack() {
        return waiting && isEarly(loop.clock().nanoTime());
    }

    private boolean isEarly(long now) {
        return waiting && atNanos - now > 0;
    }

    /** The session is over. */
    void cancel() {
        timer.cancel();
    }
}
