package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;

/**
 * The line between the clients and the server: simulated losses and duplicates in both directions, and how packets are received.
 *
 * @param lossShare the share of packets to drop, 0 to 0.9
 * @param duplicateShare the share of the other packets to duplicate, 0 to 0.9
 * @param coalescing whether the kernel may deliver several packets at once, if it can; never with losses or duplicates
 */
public record Line(double lossShare, double duplicateShare, boolean coalescing) {

    /** No simulated losses or duplicates, and coalescing if the kernel can. */
    public static final Line PLAIN = new Line(0, 0, true);

    private static final double MOST = 0.9;

    /**
     * Checks the ranges.
     *
     * @param lossShare the share of packets to drop
     * @param duplicateShare the share to duplicate
     * @param coalescing whether the kernel may deliver several packets at once
     * @throws IllegalArgumentException if a share is out of range
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
     * @param share the share of packets to drop, 0 to 0.9
     * @return the changed line
     */
    public Line losing(double share) {
        return new Line(share, duplicateShare, coalescing);
    }

    /**
     * The same line with duplicates.
     *
     * @param share the share of packets to duplicate, 0 to 0.9
     * @return the changed line
     */
    public Line duplicating(double share) {
        return new Line(lossShare, share, coalescing);
    }

    /**
     * The same line without coalescing: packets are received one at a time, as most programs do.
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
        DatagramPort changed = coalescing ? port : new UncoalescedPort(port);
        if (duplicateShare > 0) {
            changed = new DuplicatingPort(changed, duplicateShare, ~seed);
        }
        return lossShare > 0 ? new LossyPort(changed, lossShare, seed) : changed;
    }
}
