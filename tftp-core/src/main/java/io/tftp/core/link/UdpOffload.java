package io.tftp.core.link;

import io.tftp.core.loop.SocketInternals;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * Linux's UDP segmentation and coalescing: many datagrams of one length in one system call, either way. The JDK has no such
 * socket options; where {@link SocketInternals} can't set them, each datagram takes a call of its own: slower, and otherwise the
 * same.
 *
 * <p>Thread-safe.
 */
final class UdpOffload {

    /** The most datagrams that the kernel makes of one send (UDP_MAX_SEGMENTS before Linux 6.9). */
    static final int MOST_SEGMENTS = 64;

    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;

    private static final Optional<UdpOffload> INSTANCE =
            SocketInternals.AVAILABLE && "Linux".equals(System.getProperty("os.name"))
                    ? Optional.of(new UdpOffload())
                    : Optional.empty();

    private UdpOffload() {}

    /** The offload, where this system and this JVM let us have it. */
    static Optional<UdpOffload> instance() {
        return INSTANCE;
    }

    /**
     * From now on each send is cut into datagrams of that length.
     *
     * @param bytes the length of each but the last; 0 to send as it is
     * @return whether the kernel agreed
     */
    boolean segment(DatagramChannel channel, int bytes) {
        return SocketInternals.setOption(channel, SOL_UDP, UDP_SEGMENT, bytes);
    }

    /**
     * From now on a receive may give several datagrams of one length, one behind the other, of which the last may be shorter;
     * or no longer, but for those that are in the socket's queue already.
     *
     * @return whether the kernel agreed
     */
    boolean coalesce(DatagramChannel channel, boolean wanted) {
        return SocketInternals.setOption(channel, SOL_UDP, UDP_GRO, wanted ? 1 : 0);
    }
}
