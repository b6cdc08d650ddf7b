package io.tftp.client;

import io.tftp.core.link.AddressText;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A server in the usual notation: {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port}, or an IPv6 address alone.
 *
 * <p>Immutable and thread-safe.
 *
 * @param host a name or an address, without brackets
 * @param port the port if one was given, 1..65535
 */
public record HostPort(String host, OptionalInt port) {
    /**
     * Checks that nothing is null.
     *
     * @param host a name or an address, without brackets
     * @param port the port if one was given, 1..65535
     */
    public HostPort {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
    }

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

    /**
     * Parses a server.
     *
     * @param text the server
     * @return its host and port
     * @throws IllegalArgumentException with a message for the user, if the text is invalid
     */
    public static HostPort parse(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("the ']' is missing after the IPv6 address");
            }
            String host = text.substring(1, end);
            if (host.indexOf(':') < 0) {
                throw new IllegalArgumentException(
                        "'" + ForeignText.clean(host) + "' in brackets is not an IPv6 address");
            }
            return of(host, text.substring(end + 1));
        }
        int colon = text.indexOf(':');
        boolean bareIpv6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        return colon < 0 || bareIpv6 ? of(text, "") : of(text.substring(0, colon), text.substring(colon));
    }

    private static HostPort of(String host, String rest) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (rest.isEmpty()) {
            return new HostPort(host, OptionalInt.empty());
        }
        if (rest.charAt(0) != ':') {
            throw new IllegalArgumentException("expected :PORT after the ']', not '" + ForeignText.clean(rest) + "'");
        }
        return new HostPort(host, OptionalInt.of(parsePort(rest.substring(1))));
    }

    /**
     * Formats an address and a port as {@link #parse} reads them. Never a name, so it does no lookup.
     *
     * @param address a resolved address
     * @return for example {@code 192.0.2.1:69} or {@code [2001:db8::1]:69}
     */
    public static String describe(InetSocketAddress address) {
        return AddressText.of(address);
    }

    /**
     * Parses a port.
     *
     * @param text a decimal number
     * @return the port, 1..65535
     * @throws IllegalArgumentException if it is not a port
     */
    public static int parsePort(String text) {
        int port = 0;
        for (int i = 0; i < text.length() && i <= MAX_PORT_DIGITS; i++) {
            char c = text.charAt(i);
            port = c >= '0' && c <= '9' && port >= 0 ? port * 10 + (c - '0') : -1;
        }
        if (text.isEmpty() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port '" + ForeignText.clean(text) + "' is not a number from 1 to 65535");
        }
        return port;
    }
}
