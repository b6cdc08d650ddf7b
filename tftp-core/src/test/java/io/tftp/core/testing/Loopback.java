package io.tftp.core.testing;

import io.tftp.core.loop.SocketInternals;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** Sockets that nobody elsewhere can reach. Static. */
public final class Loopback {

    // Linux's numbers.
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;

    private Loopback() {}

    /**
     * Opens a channel on a free port of the loopback address, and of its family.
     *
     * @return a blocking channel
     * @throws IOException if there is none
     */
    public static DatagramChannel channel() throws IOException {
        InetAddress address = InetAddress.getLoopbackAddress();
        DatagramChannel channel = DatagramChannel.open(
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        return channel.bind(new InetSocketAddress(address, 0));
    }

    /**
     * Whether {@link #cut} works here.
     *
     * @return false where the kernel can't, or where the JVM may not ask it to
     */
    public static boolean cuts() {
        return SocketInternals.AVAILABLE && "Linux".equals(System.getProperty("os.name"));
    }

    /**
     * Has the kernel cut what a channel sends into datagrams of one length, as a sender does that saves system calls.
     *
     * @param channel which
     * @param bytes the length of each but the last; 0 to send as it is
     */
    public static void cut(DatagramChannel channel, int bytes) {
        if (!SocketInternals.setOption(channel, SOL_UDP, UDP_SEGMENT, bytes)) {
            throw new IllegalStateException("the kernel doesn't cut");
        }
    }
}
