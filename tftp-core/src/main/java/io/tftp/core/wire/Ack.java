package io.tftp.core.wire;

/**
 * The acknowledgment of a block, or of the request as block 0 (ACK).
 *
 * <p>RFC 1350 §5, figure 5-3:
 *
 * <pre>
 *  2 bytes     2 bytes
 * +--------+------------+
 * |    4   |   Block #  |
 * +--------+------------+
 * </pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param block the block number as on the wire, 0..65535
 */
public record Ack(int block) implements Packet {

    /**
     * Checks the number.
     *
     * @param block 0..65535
     * @throws IllegalArgumentException if the block number doesn't fit 16 bits
     */
    public Ack {
        BlockNumber.requireWire(block);
    }

    @Override
    public Opcode opcode() {
        return Opcode.ACK;
    }
}
