package io.tftp.core.testing;

import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One direction of a network in virtual time: datagrams go in, and come out later, twice, garbled or not at all.
 *
 * <p>The same random generator leads to the same fate of the same datagrams. One thread at a time.
 */
public final class LossyLink {

    private static final int HALF_THE_NUMBERS = (BlockNumber.MAX_WIRE + 1) / 2;

    private final VirtualClock clock;
    private final Impairments impairments;
    private final RandomGenerator random;
    private final Consumer<ByteBuffer> receiver;
    private long freeNanos;
    private long latestNanos;
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
     * @param random decides it
     * @param receiver gets a copy of what arrives, each in a buffer of its own
     */
    public LossyLink(
            VirtualClock clock, Impairments impairments, RandomGenerator random, Consumer<ByteBuffer> receiver) {
        this.clock = clock;
        this.impairments = impairments;
        this.random = random;
        this.receiver = receiver;
        this.freeNanos = clock.nanoTime();
        this.latestNanos = clock.nanoTime();
    }

    /**
     * Carries a datagram, as well as it can.
     *
     * @param datagram copied, from position to limit
     */
    public void send(ByteBuffer datagram) {
        sent++;
        if (cut || chance(impairments.loss())) {
            lost++;
            return;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        if (chance(impairments.garbling())) {
            garbled++;
            bytes = garble(bytes);
        }
        long arrival = arrival();
        if (chance(impairments.lateness())) {
            late++;
            deliver(bytes, arrival + upTo(impairments.latestNanos()));
        } else {
            latestNanos = arrival;
            deliver(bytes, arrival);
        }
        if (chance(impairments.duplication())) {
            duplicated++;
            deliver(bytes, arrival + upTo(impairments.latestNanos()));
        }
    }

    /** When the next datagram arrives if nothing holds it up: behind the one before it. */
    private long arrival() {
        long start = clock.nanoTime();
        start += Math.max(0, freeNanos - start);
        freeNanos = start + impairments.gapNanos();
        long arrival = freeNanos + impairments.delayNanos() + upTo(impairments.jitterNanos());
        return arrival + Math.max(0, latestNanos - arrival);
    }

    private void deliver(byte[] bytes, long timeNanos) {
        clock.at(timeNanos, () -> receiver.accept(ByteBuffer.wrap(bytes)));
    }

    private byte[] garble(byte[] bytes) {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        int opcode = PacketCodec.opcode(packet);
        boolean numbered = opcode == Opcode.DATA.value() || opcode == Opcode.ACK.value();
        switch (random.nextInt(numbered ? 3 : 2)) {
            case 0 -> packet.put(0, (byte) (1 + random.nextInt(255))); // opcodes have a zero there
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(numbered ? PacketCodec.DATA_HEADER_BYTES : 2));
            default -> packet.putShort(2, (short) (PacketCodec.block(packet) + HALF_THE_NUMBERS));
        }
        return bytes;
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private long upTo(long mostNanos) {
        return mostNanos == 0 ? 0 : random.nextLong(mostNanos + 1);
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
     * @return by chance or by a cut
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
