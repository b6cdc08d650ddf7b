package io.tftp.core.wire;

/**
 * The acknowledgment of a block, or of the request as block 0 (ACK).
 *
 * <p>RFC 1350 §5, figure 5-3, and behind it what Windows' boot manager adds if its option {@code msftwindow} was granted:
 *
 * <pre>
 *  2 bytes     2 bytes      1 byte
 * +--------+------------+- - - - - - +
 * |    4   |   Block #  | next window
 * +--------+------------+- - - - - - +
 * </pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param block the block number as on the wire, 0..65535
 * @param nextWindow the byte behind the number, 0..255; 0 if there is none. It has a meaning only where that was agreed on:
 *     some switches pad their ACKs with whatever they have
 */
public record Ack(int block, int nextWindow) implements Packet {

    /** The largest window that an ACK can ask for, in blocks. */
    public static final int MAX_NEXT_WINDOW = 255;

    /**
     * Checks the numbers.
     *
     * @param block 0..65535
     * @param nextWindow 0..255
     * @throws IllegalArgumentException if the block number doesn't fit 16 bits, or the window 8
     */
    public Ack {
        BlockNumber.requireWire(block);
        if (nextWindow < 0 || nextWindow > MAX_NEXT_WINDOW) {
            throw new IllegalArgumentException("next window " + nextWindow + " is not within 0..255");
        }
    }

    /**
     * An ACK as RFC 1350 has it.
     *
     * @param block 0..65535
     * @throws IllegalArgumentException if the block number doesn't fit 16 bits
     */
    public Ack(int block) {
        this(block, 0);
    }

    @Override
    public Opcode opcode() {
        return Opcode.ACK;
    }
}
