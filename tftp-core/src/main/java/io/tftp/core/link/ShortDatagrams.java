package io.tftp.core.link;

import java.nio.ByteBuffer;

/**
 * Short datagrams, which is to say ACKs, that wait until requests have been looked for. Bounded; allocates nothing once it is
 * in use. By one thread at a time.
 */
final class ShortDatagrams {

    /** An ACK has 4, or 5 with the next window's size of Windows' boot manager. */
    static final int MOST_BYTES = Long.BYTES;

    private static final int MOST = 1024;

    private SharedPort[] ports = {};
    private long[] contents = {};
    private byte[] lengths = {};
    private int first;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == MOST;
    }

    /**
     * Keeps a datagram.
     *
     * @param datagram from position to limit, {@value #MOST_BYTES} bytes at most; copied
     */
    void add(SharedPort port, ByteBuffer datagram) {
        if (ports.length == 0) { // most servers never need it
            ports = new SharedPort[MOST];
            contents = new long[MOST];
            lengths = new byte[MOST];
        }
        int next = (first + count) % MOST;
        int length = datagram.remaining();
        long content = 0;
        for (int i = 0; i < length; i++) {
            content |= (datagram.get(datagram.position() + i) & 0xFFL) << (i * Byte.SIZE);
        }
        ports[next] = port;
        contents[next] = content;
        lengths[next] = (byte) length;
        count++;
        port.countPutBy(1);
    }

    /**
     * Gives the oldest back.
     *
     * @param target gets the datagram, from its position on
     * @return whose it is
     */
    SharedPort take(ByteBuffer target) {
        SharedPort port = ports[first];
        for (int i = 0; i < lengths[first]; i++) {
            target.put((byte) (contents[first] >>> (i * Byte.SIZE)));
        }
        first = (first + 1) % MOST;
        count--;
        port.countPutBy(-1);
        return port;
    }
}
