package io.tftp.core.link;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The local ports that transfers may use, for hosts behind a packet filter. Immutable.
 *
 * @param first the lowest port, 0 to 65535
 * @param last the highest port; 0 to 0 leaves the choice to the operating system
 */
public record PortRange(int first, int last) {

    /** Any free port: the operating system chooses. */
    public static final PortRange ANY = new PortRange(0, 0);

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Checks the range.
     *
     * @param first the lowest port
     * @param last the highest port
     */
    public PortRange {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last < first || last > HIGHEST_PORT)) {
            throw new IllegalArgumentException(
                    "a port range is A:B with 1 <= A <= B <= 65535, not " + first + ":" + last);
        }
    }

    /** Such as {@code 50000:50999}. Said here, because what a record says by itself takes the JVM 10 ms the first time. */
    @Override
    public String toString() {
        return first + ":" + last;
    }

    /**
     * Opens a channel on a free port of the range. It starts looking at a port picked by chance: the peer's packets of a
     * transfer that has just ended shouldn't meet the next one.
     *
     * @throws BindException if every port is in use, or the address isn't this host's
     */
    DatagramChannel bind(InetAddress local) throws IOException {
        int count = last - first + 1;
        int start = count == 1 ? 0 : ThreadLocalRandom.current().nextInt(count);
        DatagramChannel channel = open(local);
        try {
            for (int i = 0; i < count - 1; i++) {
                try {
                    return channel.bind(new InetSocketAddress(local, first + (start + i) % count));
                } catch (BindException inUse) {
                    // The next one then; what binding the last one throws is the caller's.
                }
            }
            return channel.bind(new InetSocketAddress(local, first + (start + count - 1) % count));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A channel of the address's own family: an IPv4 packet through an IPv6 socket costs more. */
    static DatagramChannel open(InetAddress local) throws IOException {
        ProtocolFamily family =
                local instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        return DatagramChannel.open(family);
    }
}
