package io.tftp.core.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Addresses as text: IPv4 in dotted decimal, IPv6 as RFC 5952 recommends. Never a host name, and nothing is ever looked up.
 *
 * <p>Static and pure, for any thread.
 */
public final class AddressText {

    private static final int GROUPS = 8;
    private static final int IPV6_BYTES = 2 * GROUPS;
    private static final int MAPPED_MARK = 0x0000_FFFF;

    private AddressText() {}

    /**
     * An address and a port.
     *
     * @param address an address and port; an unresolved one shows the name that it was made of
     * @return such as {@code 192.0.2.1:69} or {@code [2001:db8::1]:69} (RFC 5952 §6)
     */
    public static String of(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host == null ? address.getHostString() : of(host);
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /**
     * An address.
     *
     * @param address of either family
     * @return such as {@code 192.0.2.1}, {@code 2001:db8::1}, {@code ::ffff:192.0.2.1} or {@code fe80::1%eth0}
     */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        String inFull = address.getHostAddress();
        if (bytes.length != IPV6_BYTES) {
            return inFull;
        }
        int zone = inFull.indexOf('%');
        return ipv6(ByteBuffer.wrap(bytes)) + (zone < 0 ? "" : inFull.substring(zone));
    }

    /**
     * An IPv6 address.
     *
     * @param high its first 64 bits
     * @param low its last 64 bits
     * @return such as {@code 2001:db8::1}
     */
    public static String ofIpv6(long high, long low) {
        return ipv6(ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low).flip());
    }

    private static String ipv6(ByteBuffer bytes) {
        int mappedOffset = Long.BYTES + Integer.BYTES;
        if (bytes.getLong(0) == 0 && bytes.getInt(Long.BYTES) == MAPPED_MARK) { // RFC 5952 §5, RFC 4291 §2.5.5.2
            return "::ffff:" + unsigned(bytes, mappedOffset) + '.' + unsigned(bytes, mappedOffset + 1) + '.'
                    + unsigned(bytes, mappedOffset + 2) + '.' + unsigned(bytes, mappedOffset + 3);
        }
        int runStart = -1;
        int runLength = 1; // RFC 5952 §4.2.2: "::" MUST NOT be used to shorten just one 16-bit 0 field.
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && bytes.getShort(2 * end) == 0) {
                end++;
            }
            if (end - i > runLength) { // RFC 5952 §4.2.3: of runs of the same length, the first
                runStart = i;
                runLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                boolean separated = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(separated ? "" : ":")
                        .append(Integer.toHexString(Short.toUnsignedInt(bytes.getShort(2 * i))));
            }
        }
        return text.toString();
    }

    private static int unsigned(ByteBuffer bytes, int index) {
        return Byte.toUnsignedInt(bytes.get(index));
    }
}
