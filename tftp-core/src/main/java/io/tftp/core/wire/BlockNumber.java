package io.tftp.core.wire;

/**
 * Arithmetic between the 16-bit block numbers on the wire and absolute ones, which never wrap.
 *
 * <p>RFC 1350 §5: "The block numbers on data packets begin with one and increase by one for each new block of data."
 * Absolute block 0 is the opening, which ACK 0 or OACK stands for. Block 65535 is followed by 0 here, as where nothing else
 * was agreed on; {@link Rollover} knows the other way too.
 *
 * <p>Static and pure, for any thread.
 */
public final class BlockNumber {

    /** The largest block number on the wire. */
    public static final int MAX_WIRE = 0xFFFF;

    private BlockNumber() {}

    /**
     * The number of an absolute block on the wire.
     *
     * @param block the absolute block, 0 or more; not checked
     * @return its lowest 16 bits, 0..65535
     */
    public static int toWire(long block) {
        return (int) (block & MAX_WIRE);
    }

    /**
     * How many blocks ahead of an absolute block a number on the wire lies. A number a little behind comes out as a
     * large distance: the caller compares with its window.
     *
     * @param fromBlock the absolute block to count from, 0 or more
     * @param wire the number on the wire, 0..65535
     * @return 0 if it is the block itself, else 1..65535 steps forward
     */
    public static int forwardDistance(long fromBlock, int wire) {
        return (wire - toWire(fromBlock)) & MAX_WIRE;
    }

    static void requireWire(int block) {
        if (block < 0 || block > MAX_WIRE) {
            throw new IllegalArgumentException("block " + block + " is not within 0..65535");
        }
    }
}
