package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Another port behind a line on which something happens to each datagram by chance. Datagrams in one piece would share their
 * luck, so each is sent and received by itself.
 */
abstract class ChancePort extends UncoalescedPort {

    private final double share;
    private final SplittableRandom chance;

    ChancePort(DatagramPort port, double share, long seed) {
        super(port);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " is not within 0..1");
        }
        this.share = share;
        this.chance = new SplittableRandom(seed);
    }

    /** Whether it happens to the next datagram. */
    final boolean strikes() {
        return chance.nextDouble() < share;
    }

    @Override
    public final int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        int count = 0;
        int end = datagrams.limit();
        while (datagrams.position() < end) {
            int next = Math.min(end, datagrams.position() + segmentBytes);
            if (!sendOne(datagrams.limit(next))) {
                break;
            }
            datagrams.position(next);
            count++;
        }
        return count;
    }

    /**
     * Sends a datagram, or does to it what the line does.
     *
     * @param datagram from position to limit; its position doesn't matter afterwards if it was taken
     * @return whether it was taken
     */
    abstract boolean sendOne(ByteBuffer datagram) throws IOException;

    /** Sends a datagram to the port behind the line. Whether it was taken. */
    final boolean pass(ByteBuffer datagram) throws IOException {
        return super.send(datagram, datagram.remaining()) > 0;
    }
}
