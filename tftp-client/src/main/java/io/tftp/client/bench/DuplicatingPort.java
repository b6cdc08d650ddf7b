package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Another port behind a line that makes two of some packets by chance, in both directions, one right behind the other. */
final class DuplicatingPort extends ChancePort {

    /** What the next receive gives; nothing most of the time. */
    private ByteBuffer copy = ByteBuffer.allocate(0);

    /**
     * Creates it. Each seed strikes other packets, always the same ones.
     *
     * @param port the port, which this one closes
     * @param share how many of the packets are doubled, in each direction, 0 to 1
     * @param seed what chance begins with
     * @throws IllegalArgumentException if the share is out of its range
     */
    DuplicatingPort(DatagramPort port, double share, long seed) {
        super(port, share, seed);
    }

    @Override
    boolean sendOne(ByteBuffer datagram) throws IOException {
        int start = datagram.position();
        boolean taken = pass(datagram);
        if (taken && strikes()) {
            pass(datagram.position(start)); // where there is no room for it, it is lost
        }
        return taken;
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        if (copy.hasRemaining()) {
            int length = copy.remaining();
            target.put(copy);
            return length;
        }
        int start = target.position();
        int length = super.receive(target);
        if (length > 0 && strikes()) {
            copy = ByteBuffer.allocate(length).put(0, target, start, length);
        }
        return length;
    }
}
