package io.tftp.server;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, which one subscriber has all behind. An IPv4
 * address in IPv6's clothes (RFC 4291 §2.5.5.2) is the IPv4 address.
 *
 * @param ipv6 whether it is of IPv6
 * @param bits the address or its beginning
 */
public record ClientNetwork(boolean ipv6, long bits) {

    private static final int IPV4_BYTES = 4;
    private static final int MAPPED_IPV4_OFFSET = 12;
    private static final int MAPPED_MARK = 0x0000_FFFF;

    /**
     * Whose an address is.
     *
     * @param address of either family
     * @return its network
     */
    public static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        if (bytes.capacity() == IPV4_BYTES) {
            return new ClientNetwork(false, bytes.getInt(0));
        }
        boolean mapped = bytes.getLong(0) == 0 && bytes.getInt(Long.BYTES) == MAPPED_MARK;
        return mapped
                ? new ClientNetwork(false, bytes.getInt(MAPPED_IPV4_OFFSET))
                : new ClientNetwork(true, bytes.getLong(0));
    }

    /** The address, or the network in CIDR notation, such as "192.0.2.7" or "2001:db8:0:1::/64". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int groups = 4;
        int groupBits = ipv6 ? Short.SIZE : Byte.SIZE;
        for (int group = groups - 1; group >= 0; group--) {
            long value = (bits >>> (group * groupBits)) & ((1 << groupBits) - 1);
            text.append(ipv6 ? Long.toHexString(value) : Long.toString(value)).append(ipv6 ? ':' : '.');
        }
        return ipv6
                ? text.append(":/64").toString().replaceFirst("(^0)?(:0)*::/64$", "::/64")
                : text.substring(0, text.length() - 1);
    }
}
