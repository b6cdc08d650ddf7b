package io.tftp.server;

import io.tftp.core.link.AddressText;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An address, or a network of those that one subscriber has all: the first 64 bits of an IPv6 address. An IPv4 address in IPv6's
 * clothes (RFC 4291 §2.5.5.2) is the IPv4 address.
 *
 * @param prefixBits 32 for an IPv4 address, 128 for an IPv6 address, 64 for the beginning of one
 * @param high the address or its beginning
 * @param low the rest of an IPv6 address; 0 otherwise
 */
public record ClientNetwork(int prefixBits, long high, long low) {

    private static final int IPV4_BITS = 32;
    private static final int NETWORK_BITS = 64;
    private static final int IPV6_BITS = 128;
    private static final int IPV4_BYTES = 4;
    private static final int MAPPED_IPV4_OFFSET = 12;
    private static final int MAPPED_MARK = 0x0000_FFFF;

    /**
     * Whose an address is.
     *
     * @param address of either family
     * @return the network of an IPv6 address; an IPv4 address itself
     */
    public static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (bytes.capacity() == IPV4_BYTES) {
            return new ClientNetwork(IPV4_BITS, bytes.getInt(0), 0);
        }
        boolean mapped = bytes.getLong(0) == 0 && bytes.getInt(Long.BYTES) == MAPPED_MARK;
        return mapped
                ? new ClientNetwork(IPV4_BITS, bytes.getInt(MAPPED_IPV4_OFFSET), 0)
                : new ClientNetwork(NETWORK_BITS, bytes.getLong(0), 0);
    }

    /** An address of this network, by itself. */
    ClientNetwork only(InetAddress address) {
        return prefixBits == NETWORK_BITS
                ? new ClientNetwork(
                        IPV6_BITS, high, ByteBuffer.wrap(address.getAddress()).getLong(Long.BYTES))
                : this;
    }

    /** The address, or the network in CIDR notation, such as "192.0.2.7" or "2001:db8:0:1::/64". */
    @Override
    public String toString() {
        if (prefixBits == IPV4_BITS) {
            return IntStream.of(24, 16, 8, 0)
                    .mapToObj(shift -> Long.toString(high >>> shift & 0xFF))
                    .collect(Collectors.joining("."));
        }
        return AddressText.ofIpv6(high, low) + (prefixBits == NETWORK_BITS ? "/" + NETWORK_BITS : "");
    }
}
