package io.tftp.core.testing;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Data;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A peer that plays a script with one machine: what it says reaches the machine at once, what the machine says is kept until
 * it is asked for, and time passes only when the script says so.
 *
 * <p>Packets are written as {@link PacketText} has them, such as {@code ACK 3}, {@code DATA 1..4} or {@code DATA 3:5}. Blocks
 * are of {@link TestContent}, and are compared with it. One thread at a time.
 */
public final class ScriptedPeer {

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 1);
    private final List<String> heard = new ArrayList<>();
    private final MemorySink sink = new MemorySink();
    private final int blockSizeBytes;
    private final MachineDriver driver;

    private ScriptedPeer(SendTransfer machine, int blockSizeBytes, long sizeBytes, Pace pace) {
        this.blockSizeBytes = blockSizeBytes;
        this.driver = MachineDriver.sending(
                clock, machine, new MemorySource(sizeBytes), pace, new SplittableRandom(0), this::hear);
    }

    private ScriptedPeer(ReceiveTransfer machine, int blockSizeBytes, Pace pace) {
        this.blockSizeBytes = blockSizeBytes;
        this.driver = MachineDriver.receiving(clock, machine, sink, pace, new SplittableRandom(0), this::hear);
    }

    /**
     * A peer of a sender.
     *
     * @param machine a machine not started yet
     * @param blockSizeBytes the block size that both will agree on
     * @param sizeBytes the length of the content
     * @param pace how fast the machine's driver is
     * @return the peer
     */
    public static ScriptedPeer of(SendTransfer machine, int blockSizeBytes, long sizeBytes, Pace pace) {
        return new ScriptedPeer(machine, blockSizeBytes, sizeBytes, pace);
    }

    /**
     * A peer of a receiver.
     *
     * @param machine a machine not started yet
     * @param blockSizeBytes the block size that both will agree on
     * @param pace how fast the machine's driver is
     * @return the peer
     */
    public static ScriptedPeer of(ReceiveTransfer machine, int blockSizeBytes, Pace pace) {
        return new ScriptedPeer(machine, blockSizeBytes, pace);
    }

    /**
     * The machine starts.
     *
     * @return this
     */
    public ScriptedPeer start() {
        driver.start();
        return this;
    }

    /**
     * The machine has said exactly this since it was asked last.
     *
     * @param packets in this order; none for silence
     * @return this
     */
    public ScriptedPeer gets(String... packets) {
        List<String> expected = new ArrayList<>();
        for (String packet : packets) {
            expected.addAll(PacketText.expand(packet));
        }
        if (!heard.equals(expected)) {
            throw new AssertionError("expected " + expected + ", but the machine said " + heard);
        }
        heard.clear();
        return this;
    }

    /**
     * Says something to the machine.
     *
     * @param packets in this order
     * @return this
     */
    public ScriptedPeer says(String... packets) {
        for (String packet : packets) {
            for (String each : PacketText.expand(packet)) {
                driver.deliver(PacketCodec.encode(PacketText.parse(each, this::block)));
            }
        }
        return this;
    }

    /**
     * Lets time pass.
     *
     * @param millis how much
     * @return this
     */
    public ScriptedPeer waits(long millis) {
        clock.pass(Duration.ofMillis(millis));
        return this;
    }

    /**
     * Does something else to the machine.
     *
     * @param mutation a call of one of its methods
     * @return this
     */
    public ScriptedPeer does(Consumer<Transfer> mutation) {
        driver.mutate(mutation);
        return this;
    }

    /**
     * The clock's time.
     *
     * @return nanoseconds
     */
    public long now() {
        return clock.nanoTime();
    }

    /**
     * How the machine ended.
     *
     * @return the outcome
     * @throws AssertionError if it is open
     */
    public Outcome outcome() {
        return driver.machine().outcome().orElseThrow(() -> new AssertionError("there is no outcome yet"));
    }

    /**
     * Whether the machine is over.
     *
     * @return see {@link Transfer#ended}
     */
    public boolean ended() {
        return driver.machine().ended();
    }

    /**
     * What the machine did.
     *
     * @return see {@link Transfer#stats}
     */
    public TransferStats stats() {
        return driver.machine().stats();
    }

    /**
     * What a receiver stored.
     *
     * @return empty for a sender
     */
    public MemorySink sink() {
        return sink;
    }

    private void hear(ByteBuffer datagram) {
        try {
            heard.add(describe(PacketCodec.decode(datagram.duplicate())));
        } catch (MalformedPacketException e) {
            throw new AssertionError("the machine says nonsense", e);
        }
    }

    private String describe(Packet packet) {
        if (packet instanceof Data data
                && !data.payload().equals(block(data.block(), data.payload().remaining()))) {
            throw new AssertionError("DATA " + data.block() + " has other content");
        }
        return PacketText.describe(packet, blockSizeBytes);
    }

    private ByteBuffer block(int block, int length) {
        return ByteBuffer.wrap(TestContent.bytes((block - 1L) * blockSizeBytes, length < 0 ? blockSizeBytes : length));
    }
}
