package io.tftp.core.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Another port behind a line that loses packets by chance, in both directions. What is lost counts as sent, or never came. */
final class LossyPort extends DatagramPort {

    private final DatagramPort port;
    private final double share;
    private final SplittableRandom chance;

    LossyPort(DatagramPort port, double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " is not within 0..1");
        }
        this.port = port;
        this.share = share;
        this.chance = new SplittableRandom(seed);
    }

    private boolean loses() {
        return chance.nextDouble() < share;
    }

    /** Each datagram has its own luck, so each goes by itself. */
    @Override
    int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        int count = 0;
        int end = datagrams.limit();
        while (datagrams.position() < end) {
            int next = Math.min(end, datagrams.position() + segmentBytes);
            datagrams.limit(next);
            if (!loses() && port.send(datagrams, segmentBytes) == 0) {
                break;
            }
            datagrams.position(next);
            count++;
        }
        return count;
    }

    @Override
    int receive(ByteBuffer target) throws IOException {
        int start = target.position();
        int length = port.receive(target);
        if (length > 0 && loses()) {
            target.position(start);
            return 0;
        }
        return length;
    }

    @Override
    void coalesce() {
        // Datagrams in one piece would share their luck.
    }

    @Override
    boolean coalescing() {
        return false;
    }

    @Override
    void register(EventLoop loop, ReadyHandler handler) throws IOException {
        port.register(loop, handler);
    }

    @Override
    void awaitWritable(boolean wanted) {
        port.awaitWritable(wanted);
    }

    @Override
    void lock() throws IOException {
        port.lock();
    }

    @Override
    void doubt() throws IOException {
        port.doubt();
    }

    @Override
    boolean locked() {
        return port.locked();
    }

    @Override
    void reserve(int bytes) throws IOException {
        port.reserve(bytes);
    }

    @Override
    InetSocketAddress peer() {
        return port.peer();
    }

    @Override
    String hint() {
        return port.hint();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
