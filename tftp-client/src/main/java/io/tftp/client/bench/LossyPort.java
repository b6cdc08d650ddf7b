package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Another port behind a line that loses packets by chance, in both directions. What is lost counts as sent, or never came. */
final class LossyPort extends ChancePort {

    /**
     * Creates it. Each seed strikes other packets, always the same ones.
     *
     * @param port the port, which this one closes
     * @param share how many of the packets are lost, in each direction, 0 to 1
     * @param seed what chance begins with
     * @throws IllegalArgumentException if the share is out of its range
     */
    LossyPort(DatagramPort port, double share, long seed) {
        super(port, share, seed);
    }

    @Override
    boolean sendOne(ByteBuffer datagram) throws IOException {
        return strikes() || pass(datagram);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        int start = target.position();
        int length = super.receive(target);
        if (length > 0 && strikes()) {
            target.position(start);
            return 0;
        }
        return length;
    }
}
