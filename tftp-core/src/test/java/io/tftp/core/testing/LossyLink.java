package io.tftp.core.testing;

import io.tftp.core.impairment.Bottleneck;
import io.tftp.core.impairment.Fate;
import io.tftp.core.impairment.ImpairedLine;
import io.tftp.core.impairment.Impairments;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One direction of a network in virtual time: datagrams go in, and come out later, twice, garbled or not at all.
 *
 * <p>{@link ImpairedLine} decides what happens to each. The same seed leads to the same fate of the same datagrams. One thread
 * at a time.
 */
public final class LossyLink {

    private final VirtualClock clock;
    private final ImpairedLine line;
    private final int headerBytes;
    private final Consumer<ByteBuffer> receiver;

    /** What waits to be overtaken, by its number. */
    private final Map<Long, byte[]> held = new HashMap<>();

    private boolean cut;
    private long sent;
    private long lost;
    private long duplicated;
    private long late;
    private long garbled;

    /**
     * Creates a link.
     *
     * @param clock the time
     * @param impairments what happens to the datagrams
     * @param seed what chance begins with
     * @param receiver gets a copy of what arrives, each in a buffer of its own
     */
    public LossyLink(VirtualClock clock, Impairments impairments, long seed, Consumer<ByteBuffer> receiver) {
        this.clock = clock;
        this.line = new ImpairedLine(impairments, seed, clock.nanoTime());
        this.headerBytes = 0;
        this.receiver = receiver;
    }

    /**
     * Creates a link whose narrowest part others have to pass, too.
     *
     * @param clock the time
     * @param impairments what happens to the datagrams
     * @param bottleneck the narrowest part
     * @param headerBytes what each datagram takes there beside its own length
     * @param seed what chance begins with
     * @param receiver gets a copy of what arrives, each in a buffer of its own
     */
    public LossyLink(
            VirtualClock clock,
            Impairments impairments,
            Bottleneck bottleneck,
            int headerBytes,
            long seed,
            Consumer<ByteBuffer> receiver) {
        this.clock = clock;
        this.line = new ImpairedLine(impairments, bottleneck, seed, clock.nanoTime());
        this.headerBytes = headerBytes;
        this.receiver = receiver;
    }

    /**
     * Carries a datagram, as well as it can.
     *
     * @param datagram copied, from position to limit
     */
    public void send(ByteBuffer datagram) {
        sent++;
        Fate fate = line.send(datagram.remaining() + headerBytes, clock.nanoTime());
        if (cut || fate.dropped()) {
            lost++;
            return;
        }
        late += fate.late() ? 1 : 0;
        garbled += fate.garbled() ? 1 : 0;
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        byte[] arriving = fate.bytes(bytes);
        if (fate.late()) {
            held.put(fate.number(), arriving);
            clock.at(fate.arrivalNanos(), () -> release(fate.number()));
        } else {
            deliver(arriving, fate.arrivalNanos());
        }
        fate.overtaken().forEach(number -> clock.at(fate.arrivalNanos(), () -> release(number)));
        if (fate.doubled()) {
            duplicated++;
            deliver(arriving, fate.copyNanos().orElseThrow());
        }
    }

    /** One that was held back arrives, unless it has. */
    private void release(long number) {
        byte[] bytes = held.remove(number);
        if (bytes != null) {
            receiver.accept(ByteBuffer.wrap(bytes));
        }
    }

    private void deliver(byte[] bytes, long timeNanos) {
        clock.at(timeNanos, () -> receiver.accept(ByteBuffer.wrap(bytes)));
    }

    /**
     * Cuts the line, or mends it. What is on its way arrives.
     *
     * @param down whether everything is lost from now on
     */
    public void cut(boolean down) {
        cut = down;
    }

    /**
     * How many datagrams went in.
     *
     * @return those that were lost too
     */
    public long sent() {
        return sent;
    }

    /**
     * How many datagrams vanished.
     *
     * @return by chance, by a cut or at a full queue
     */
    public long lost() {
        return lost;
    }

    /**
     * How many datagrams came twice.
     *
     * @return each once
     */
    public long duplicated() {
        return duplicated;
    }

    /**
     * How many datagrams could be overtaken.
     *
     * @return whether they were or not
     */
    public long late() {
        return late;
    }

    /**
     * How many datagrams were garbled.
     *
     * @return whether that could be told or not
     */
    public long garbled() {
        return garbled;
    }

    /**
     * How many datagrams didn't come as they were sent, in their place and once.
     *
     * @return the sum of all that went wrong
     */
    public long mishaps() {
        return lost + duplicated + late + garbled;
    }
}
