package io.tftp.core.testing;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a machine in virtual time, by the contract in the package documentation of {@code transfer}, and checks the machine's
 * side of it: while it lives it waits for something, and after its end it says nothing. One thread at a time.
 */
public final class MachineDriver {

    private final VirtualClock clock;
    private final Transfer machine;
    private final @Nullable BlockSource source;
    private final @Nullable BlockSink sink;
    private final Pace pace;
    private final RandomGenerator random;
    private final Consumer<ByteBuffer> socket;

    private boolean dead;
    private boolean reading;
    private boolean committing;
    private boolean full;
    private boolean timerPlanned;
    private long timerNanos;
    private long timeouts;

    private MachineDriver(
            VirtualClock clock,
            Transfer machine,
            @Nullable BlockSource source,
            @Nullable BlockSink sink,
            Pace pace,
            RandomGenerator random,
            Consumer<ByteBuffer> socket) {
        this.clock = clock;
        this.machine = machine;
        this.source = source;
        this.sink = sink;
        this.pace = pace;
        this.random = random;
        this.socket = socket;
    }

    /**
     * A driver of a sender.
     *
     * @param clock the time
     * @param machine a machine not started yet
     * @param source the content
     * @param pace how fast it is
     * @param random decides how fast it is each time
     * @param socket gets the datagrams, lent until it returns
     * @return the driver
     */
    public static MachineDriver sending(
            VirtualClock clock,
            SendTransfer machine,
            BlockSource source,
            Pace pace,
            RandomGenerator random,
            Consumer<ByteBuffer> socket) {
        return new MachineDriver(clock, machine, source, null, pace, random, socket);
    }

    /**
     * A driver of a receiver.
     *
     * @param clock the time
     * @param machine a machine not started yet
     * @param sink where the content goes
     * @param pace how fast it is
     * @param random decides how fast it is each time
     * @param socket gets the datagrams, lent until it returns
     * @return the driver
     */
    public static MachineDriver receiving(
            VirtualClock clock,
            ReceiveTransfer machine,
            BlockSink sink,
            Pace pace,
            RandomGenerator random,
            Consumer<ByteBuffer> socket) {
        return new MachineDriver(clock, machine, null, sink, pace, random, socket);
    }

    /** Starts the machine. */
    public void start() {
        machine.start(clock.nanoTime());
        drain();
    }

    /**
     * A datagram came in. One that is no packet is dropped.
     *
     * @param datagram from position to limit
     */
    public void deliver(ByteBuffer datagram) {
        if (dead) {
            return;
        }
        try {
            machine.handlePacket(PacketCodec.decode(datagram), clock.nanoTime());
        } catch (MalformedPacketException e) {
            return;
        }
        drain();
    }

    /**
     * Does something else to the machine, and then what it wants done.
     *
     * @param mutation a call of one of its methods
     */
    public void mutate(Consumer<Transfer> mutation) {
        mutation.accept(machine);
        drain();
    }

    /** The driver's process dies: nothing is done from now on. */
    public void kill() {
        dead = true;
    }

    /**
     * Whether it was killed.
     *
     * @return true from then on
     */
    public boolean dead() {
        return dead;
    }

    /**
     * The machine.
     *
     * @return to look at, not to call
     */
    public Transfer machine() {
        return machine;
    }

    /**
     * How often the machine waited in vain.
     *
     * @return not counting timeouts that came too early, or at the end of lingering
     */
    public long timeouts() {
        return timeouts;
    }

    private void drain() {
        long now = clock.nanoTime();
        store();
        boolean moved = true;
        while (moved) {
            moved = send(now);
            moved |= supply(now);
        }
        plan();
        check();
    }

    private void store() {
        if (machine instanceof ReceiveTransfer receiver && sink != null) {
            try {
                for (ByteBuffer block = receiver.takeBlock(); block.hasRemaining(); block = receiver.takeBlock()) {
                    sink.write(block);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (receiver.takeCommit()) {
                committing = true;
                later(pace.mostCommitNanos(), () -> commit(receiver, sink));
            }
        }
    }

    private void commit(ReceiveTransfer receiver, BlockSink target) {
        committing = false;
        if (receiver.decided()) {
            return; // aborted meanwhile
        }
        try {
            target.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        receiver.committed(clock.nanoTime());
    }

    private boolean send(long now) {
        boolean any = false;
        int room = pace.mostBurst() == Integer.MAX_VALUE ? Integer.MAX_VALUE : 1 + random.nextInt(pace.mostBurst());
        while (!full) {
            ByteBuffer run = machine.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
            if (!run.hasRemaining()) {
                break;
            }
            int count = 0;
            int end = run.limit();
            while (run.position() < end && count < room) {
                int next = Math.min(end, run.position() + machine.segmentBytes());
                socket.accept(run.slice(run.position(), next - run.position()));
                run.position(next);
                count++;
            }
            room -= count;
            if (count > 0) {
                machine.sent(count, now);
                any = true;
            } else {
                full = true;
                clock.after(1 + random.nextLong(1 + pace.mostFullNanos()), () -> {
                    full = false;
                    drainUnlessDead();
                });
            }
        }
        return any;
    }

    private boolean supply(long now) {
        boolean any = false;
        while (!reading && machine instanceof SendTransfer sender && source != null) {
            ByteBuffer slot = sender.slot();
            if (!slot.hasRemaining()) {
                break;
            }
            if (pace.mostReadNanos() > 0) {
                reading = true;
                later(pace.mostReadNanos(), () -> {
                    reading = false;
                    sender.supplied(read(source, slot), clock.nanoTime());
                });
            } else {
                sender.supplied(read(source, slot), now);
                any = true;
            }
        }
        return any;
    }

    private static int read(BlockSource source, ByteBuffer slot) {
        try {
            return source.read(slot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void later(long mostNanos, Runnable work) {
        clock.after(mostNanos == 0 ? 0 : random.nextLong(mostNanos + 1), () -> {
            if (!dead) {
                work.run();
                drain();
            }
        });
    }

    private void drainUnlessDead() {
        if (!dead) {
            drain();
        }
    }

    /** Plans the timeout, unless an earlier one is planned; that one comes too early, and must do nothing. */
    private void plan() {
        if (machine.hasDeadline() && (!timerPlanned || machine.deadlineNanos() - timerNanos < 0)) {
            timerPlanned = true;
            timerNanos = machine.deadlineNanos();
            long planned = timerNanos;
            clock.at(planned, () -> timeout(planned));
        }
    }

    private void timeout(long planned) {
        if (dead || !timerPlanned || planned != timerNanos) {
            return;
        }
        timerPlanned = false;
        long now = clock.nanoTime();
        if (machine.peerOverdue(now) && !machine.decided()) {
            timeouts++;
        }
        machine.handleTimeout(now);
        drain();
    }

    private void check() {
        boolean waits = machine.hasDeadline() || reading || committing || full;
        if (!machine.ended() && !waits) {
            throw new AssertionError("the machine lives and waits for nothing: " + machine);
        }
        if (machine.ended() && machine.hasDeadline()) {
            throw new AssertionError("the machine has ended and waits for a time");
        }
    }
}
