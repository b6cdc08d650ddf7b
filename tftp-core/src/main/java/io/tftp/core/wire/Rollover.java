package io.tftp.core.wire;

/**
 * Which number on the wire follows block 65535: no RFC says. The field has settled on 0; old clients, and tftp-hpa's option
 * {@code rollover}, know 1 too. Arithmetic between the numbers on the wire and absolute ones, which never wrap.
 *
 * <p>Absolute block 0 is the opening and has the number 0 either way. Stateless, for any thread.
 */
public enum Rollover {
    /** 65535 is followed by 0. */
    TO_ZERO {
        @Override
        public int toWire(long block) {
            return BlockNumber.toWire(block);
        }

        @Override
        public int forwardDistance(long fromBlock, int wire) {
            return BlockNumber.forwardDistance(fromBlock, wire);
        }

        @Override
        public int numbers() {
            return BlockNumber.MAX_WIRE + 1;
        }
    },

    /** 65535 is followed by 1: number 0 is never a block's. */
    TO_ONE {
        @Override
        public int toWire(long block) {
            return block <= BlockNumber.MAX_WIRE ? (int) block : 1 + (int) ((block - 1) % BlockNumber.MAX_WIRE);
        }

        @Override
        public int forwardDistance(long fromBlock, int wire) {
            if (wire == 0) {
                return fromBlock == 0 ? 0 : numbers();
            }
            if (fromBlock == 0) {
                return wire;
            }
            int ahead = wire - toWire(fromBlock);
            return ahead < 0 ? ahead + numbers() : ahead;
        }

        @Override
        public int numbers() {
            return BlockNumber.MAX_WIRE;
        }
    };

    /**
     * The number of an absolute block on the wire.
     *
     * @param block the absolute block, 0 or more; not checked
     * @return 0..65535
     */
    public abstract int toWire(long block);

    /**
     * How many blocks ahead of an absolute block a number on the wire lies. A number a little behind comes out as a large
     * distance: the caller compares with its window.
     *
     * @param fromBlock the absolute block to count from, 0 or more
     * @param wire the number on the wire, 0..65535
     * @return 0 if it is the block itself, else the steps forward; {@link #numbers} or more if no block can have that number
     */
    public abstract int forwardDistance(long fromBlock, int wire);

    /**
     * How many blocks in a row have different numbers. A window has to be smaller than half of them.
     *
     * @return 65536 or 65535
     */
    public abstract int numbers();
}
