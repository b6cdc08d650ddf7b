package io.tftp.client;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which of a server's addresses may be used. */
public enum AddressFamily {
    /** IPv4 and IPv6, in the resolver's order. */
    ANY,
    /** IPv4 only. */
    IPV4,
    /** IPv6 only. */
    IPV6;

    boolean includes(InetAddress address) {
        return this == ANY || (this == IPV4) == (address instanceof Inet4Address);
    }
}
