package io.tftp.core.link;

import io.tftp.core.loop.Clock;
import io.tftp.core.loop.DeadlineQueue;
import io.tftp.core.loop.Defects;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import io.tftp.core.loop.Timed;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another port, whose content goes no faster than it may: DATA that is sent waits for its time, and so does the ACK for DATA that
 * was received, which is what its sender waits for. To the session that looks like a socket without room; a deadline of the
 * loop's ends the wait. What opens a transfer and what ends one never waits.
 */
public final class PacedPort extends PortDecorator {

    /** A run of DATA is no longer than what may go in a second, divided by this: it leaves at a steady rate and not in heaps. */
    private static final int RUNS_PER_SECOND = 100;

    private final List<TokenBucket> rates;
    private final long runBytes;
    private final Release release = new Release();
    private Clock clock = Clock.system(); // until it is on a loop, where it first sends anything
    private @Nullable EventLoop loop;
    private @Nullable ReadyHandler handler;
    private long receivedBytes;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param port the port, which this one closes
     * @param rates what its bytes are taken from, each of them: such as a rate of its own and one that all transfers share
     */
    public PacedPort(DatagramPort port, List<TokenBucket> rates) {
        super(port);
        this.rates = List.copyOf(rates);
        long least = rates.stream().mapToLong(TokenBucket::perSecond).min().orElse(Long.MAX_VALUE);
        this.runBytes = least / RUNS_PER_SECOND;
    }

    @Override
    public void register(EventLoop newLoop, ReadyHandler newHandler) throws IOException {
        loop = newLoop;
        clock = newLoop.clock();
        handler = newHandler;
        super.register(newLoop, newHandler);
    }

    @Override
    public int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        int opcode = PacketCodec.opcode(datagrams);
        boolean data = opcode == Opcode.DATA.value();
        if (!data && opcode != Opcode.ACK.value()) {
            return super.send(datagrams, segmentBytes);
        }
        if (data) {
            long most = Math.max(1, runBytes / segmentBytes) * segmentBytes;
            datagrams.limit((int) Math.min(datagrams.limit(), datagrams.position() + most));
        }
        if (!mayGo(data ? datagrams.remaining() : receivedBytes, clock.nanoTime())) {
            return 0;
        }
        int sent = super.send(datagrams, segmentBytes);
        if (sent == 0) {
            release.dueAt(clock.nanoTime()); // the socket has no room: what was paid for waits for that
        }
        return sent;
    }

    /** Whether so many bytes may go now. They are paid for when they are first asked for, and wait then. */
    private boolean mayGo(long bytes, long now) {
        if (!release.waiting) {
            long at = now;
            for (TokenBucket rate : rates) {
                long each = rate.take(bytes, now);
                at = each - at > 0 ? each : at;
            }
            receivedBytes = 0;
            if (at - now > 0) {
                release.dueAt(at);
            }
        }
        if (release.isEarly(now)) {
            release.schedule();
            return false;
        }
        release.waiting = false;
        return true;
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        int start = target.position();
        int length = super.receive(target);
        if (length > 0 && PacketCodec.opcode(target.duplicate().flip().position(start)) == Opcode.DATA.value()) {
            receivedBytes += length;
        }
        return length;
    }

    /** Nobody waits for room in the socket while the time hasn't come. */
    @Override
    public void awaitWritable(boolean wanted) {
        if (!wanted || !holdsBack()) {
            super.awaitWritable(wanted);
        }
    }

    @Override
    public boolean holdsBack() {
        return release.isEarly(clock.nanoTime());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        release.cancel();
        super.close();
    }

    /** The time at which what waits may go. */
    private final class Release implements Timed {

        private DeadlineQueue.@Nullable Entry entry;
        private boolean waiting;
        private long atNanos;

        void dueAt(long nanos) {
            waiting = true;
            atNanos = nanos;
        }

        boolean isEarly(long now) {
            return waiting && atNanos - now > 0;
        }

        void schedule() {
            if (loop != null) {
                entry = loop.deadlines().schedule(this, entry);
            }
        }

        void cancel() {
            if (loop != null) {
                loop.deadlines().cancel(entry);
            }
        }

        @Override
        public boolean hasDeadline() {
            return waiting && !closed;
        }

        @Override
        public long deadlineNanos() {
            return atNanos;
        }

        @Override
        public void handleTimeout(long now) {
            ReadyHandler owner = handler;
            if (owner != null && !closed) {
                Defects.guard(owner, () -> owner.handleReady(now));
            }
        }
    }
}
