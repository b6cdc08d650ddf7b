package io.tftp.client.bench;

import io.tftp.core.net.DatagramPort;

/**
 * What lies between the clients and the server: what is done on purpose to the packets of both directions, and how they are
 * received.
 *
 * @param lossShare how many of the packets are lost, 0 to 0.9
 * @param duplicateShare how many of those that aren't come twice, 0 to 0.9
 * @param coalescing whether the kernel may hand over several packets at once, where it can; never with losses or duplicates
 */
public record Line(double lossShare, double duplicateShare, boolean coalescing) {

    /** As the network and the kernel are. */
    public static final Line PLAIN = new Line(0, 0, true);

    private static final double MOST = 0.9;

    /**
     * Checks the ranges.
     *
     * @param lossShare how many of the packets are lost
     * @param duplicateShare how many come twice
     * @param coalescing whether the kernel may hand over several packets at once
     * @throws IllegalArgumentException saying what is wrong
     */
    public Line {
        check("lost", lossShare);
        check("duplicated", duplicateShare);
    }

    private static void check(String what, double share) {
        if (!(share >= 0 && share <= MOST)) {
            throw new IllegalArgumentException(
                    "the share of " + what + " packets must be 0 to " + MOST + ", not " + share);
        }
    }

    /**
     * The same line with losses.
     *
     * @param share how many of the packets are lost, 0 to 0.9
     * @return the changed line
     */
    public Line losing(double share) {
        return new Line(share, duplicateShare, coalescing);
    }

    /**
     * The same line with duplicates.
     *
     * @param share how many of the packets come twice, 0 to 0.9
     * @return the changed line
     */
    public Line duplicating(double share) {
        return new Line(lossShare, share, coalescing);
    }

    /**
     * The same line, whose packets are received one by one, as programs do that know nothing of coalescing.
     *
     * @return the changed line
     */
    public Line uncoalesced() {
        return new Line(lossShare, duplicateShare, false);
    }

    /** Whether packets may be lost or come twice. */
    boolean impaired() {
        return lossShare > 0 || duplicateShare > 0;
    }

    /** Puts a transfer's port behind this line. */
    DatagramPort before(DatagramPort port, long seed) {
        DatagramPort changed = coalescing ? port : DatagramPort.uncoalesced(port);
        if (duplicateShare > 0) {
            changed = DatagramPort.duplicating(changed, duplicateShare, ~seed);
        }
        return lossShare > 0 ? DatagramPort.losing(changed, lossShare, seed) : changed;
    }
}
