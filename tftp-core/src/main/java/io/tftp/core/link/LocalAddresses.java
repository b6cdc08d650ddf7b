package io.tftp.core.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashSet;
import java.util.Set;

/** What this host's network interfaces have: addresses, and how much they carry in one frame. Static. */
public final class LocalAddresses {

    /** IPv4 header 20, UDP header 8. */
    private static final int IPV4_OVERHEAD_BYTES = 28;

    /** IPv6 header 40, UDP header 8. */
    private static final int IPV6_OVERHEAD_BYTES = 48;

    private static final int IPV6_BYTES = 16;

    private LocalAddresses() {}

    /**
     * The wildcard address of both families. {@code new InetSocketAddress(port)} has that of IPv4 alone on most JVMs.
     *
     * @return {@code ::}
     */
    public static InetAddress any() {
        try {
            return InetAddress.getByAddress(new byte[IPV6_BYTES]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only thrown for arrays of other lengths
        }
    }

    /**
     * The addresses of all interfaces that are up.
     *
     * @return IPv4 and IPv6 addresses, the latter with their scope
     * @throws SocketException if the interfaces can't be read
     */
    public static Set<InetAddress> all() throws SocketException {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()) {
                each.inetAddresses().forEach(addresses::add);
            }
        }
        return addresses;
    }

    /**
     * The address that packets to a server leave from, as the routing table says. Nothing is sent.
     *
     * @param server the server
     * @return an address of this host
     * @throws IOException if there is no way to the server
     */
    public static InetAddress towards(InetSocketAddress server) throws IOException {
        try (DatagramChannel channel = PortRange.open(server.getAddress())) {
            channel.connect(server);
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }

    /**
     * The largest datagram that leaves through the interface of a local address in one piece. Fragments die in firmware and in
     * tunnels.
     *
     * @param local an address of this host
     * @return bytes, without the headers of UDP and IP; {@link Integer#MAX_VALUE} if the interface can't be found
     */
    public static int unfragmentedBytes(InetAddress local) {
        try {
            NetworkInterface owner = NetworkInterface.getByInetAddress(local);
            if (owner == null) {
                return Integer.MAX_VALUE;
            }
            int overhead = local instanceof Inet4Address ? IPV4_OVERHEAD_BYTES : IPV6_OVERHEAD_BYTES;
            return owner.getMTU() - overhead;
        } catch (SocketException e) {
            return Integer.MAX_VALUE;
        }
    }
}
