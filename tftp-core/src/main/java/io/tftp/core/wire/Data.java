package io.tftp.core.wire;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A block of the file (DATA).
 *
 * <p>RFC 1350 §5, figure 5-2:
 *
 * <pre>
 *  2 bytes     2 bytes      n bytes
 * +--------+------------+------------+
 * |    3   |   Block #  |    Data    |
 * +--------+------------+------------+
 * </pre>
 *
 * <p>The payload is a view and no copy: of a decoded packet it shows the receive buffer, and is good only until that is
 * filled again. Whoever reads from it moves its position, so one thread uses a {@code Data} at a time. Two are equal if
 * their remaining bytes are.
 *
 * @param block the block number as on the wire, 0..65535
 * @param payload the block's bytes, from position to limit; at most {@value #MAX_PAYLOAD_BYTES}
 */
public record Data(int block, ByteBuffer payload) implements Packet {

    /** The most bytes a block can have, the largest block size of RFC 2348. */
    public static final int MAX_PAYLOAD_BYTES = 65_464;

    /**
     * Checks number and length.
     *
     * @param block 0..65535
     * @param payload kept, not copied
     * @throws IllegalArgumentException if the block number doesn't fit 16 bits or the payload is too long
     */
    public Data {
        Objects.requireNonNull(payload, "payload");
        BlockNumber.requireWire(block);
        if (payload.remaining() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload of " + payload.remaining() + " bytes is too long");
        }
    }

    @Override
    public Opcode opcode() {
        return Opcode.DATA;
    }
}
