package io.tftp.core.link;

import io.tftp.core.loop.Clock;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether what a socket gives may be several datagrams in one piece: from when it was asked for, until some time after it was
 * no longer wanted. By one thread at a time.
 *
 * <p>What the kernel has put into the socket's queue in one piece stays so when coalescing is turned off. And what a processor of
 * this host was about to put there just then comes even after the queue was found empty: next, if anything comes
 * at once, and never later than a moment.
 */
final class Coalescing {

    /** Far more than a kernel is at work on one packet; less than a peer waits before it sends again. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DatagramChannel channel;
    private final Optional<UdpOffload> offload;
    private State state = State.OFF;
    private long turnedOffNanos;

    private enum State {
        /** Datagrams come one by one. */
        OFF,
        ON,
        /** Turned off, and the queue wasn't found empty since. */
        EMPTYING,
        /** The queue was found empty. */
        EMPTIED,
        /** One datagram came since. */
        LAST
    }

    Coalescing(DatagramChannel channel, Optional<UdpOffload> offload) {
        this.channel = channel;
        this.offload = offload;
    }

    /** Asks the kernel to coalesce. */
    void turnOn() {
        if (state == State.OFF
                && offload.map(kernel -> kernel.coalesce(channel, true)).orElse(false)) {
            state = State.ON;
        }
    }

    /** Asks the kernel to coalesce no more. */
    void turnOff() {
        if (state == State.ON
                && offload.map(kernel -> kernel.coalesce(channel, false)).orElse(false)) {
            state = State.EMPTYING;
            turnedOffNanos = Clock.system().nanoTime();
        }
    }

    /** Whether the datagram that came last may be several. */
    boolean possible() {
        return state != State.OFF;
    }

    /** Whether {@link #received} wants to be told. */
    boolean ending() {
        return possible() && state != State.ON;
    }

    /** The socket was asked for a datagram, and had one or not. */
    void received(boolean any) {
        if (state == State.EMPTYING && !any) {
            state = State.EMPTIED;
        } else if (state == State.EMPTIED && any) {
            boolean later = Clock.system().nanoTime() - turnedOffNanos >= MOMENT_NANOS;
            state = later ? State.OFF : State.LAST;
        } else if (state == State.LAST) {
            state = State.OFF;
        }
    }
}
