package io.tftp.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;

/** Looks up a server's addresses, which may block. Any thread may call it. */
public final class Resolver {

    /** The system's. */
    static final Resolver SYSTEM = new Resolver(InetAddress::getAllByName);

    private final Names names;

    /** Knows the addresses of names: the system, or a test. */
    interface Names {
        /** The addresses of a name. */
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    Resolver(Names names) {
        this.names = names;
    }

    /**
     * Looks up a server's addresses of a family.
     *
     * @param remote a file on the server
     * @param family the addresses to return
     * @return at least one, in the resolver's order
     * @throws NetworkException if the host is unknown, or has no such address
     */
    public static Queue<InetSocketAddress> resolve(RemoteFile remote, AddressFamily family) throws NetworkException {
        return SYSTEM.resolve(remote, family::includes);
    }

    /** Whether a host is an address itself, to be had without asking anybody: a letter that is no digit makes it a name. */
    static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /**
     * Whether a host is written as this very address. Does no lookup.
     *
     * @param host a name or an address, without brackets
     * @param address an address
     * @return false for a name, and for another address
     */
    public static boolean isWritten(String host, InetAddress address) {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(address, "address");
        try {
            return isNumeric(host) && InetAddress.getByName(host).equals(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The addresses that the settings allow, at least one, in the resolver's order. */
    Queue<InetSocketAddress> resolve(RemoteFile remote, ClientSettings settings) throws NetworkException {
        return resolve(
                remote,
                address ->
                        family(settings).includes(address) && settings.family().includes(address));
    }

    private Queue<InetSocketAddress> resolve(RemoteFile remote, Predicate<InetAddress> suits) throws NetworkException {
        Queue<InetSocketAddress> servers = new ArrayDeque<>();
        try {
            for (InetAddress address : names.addresses(remote.host())) {
                if (suits.test(address)) {
                    servers.add(new InetSocketAddress(address, remote.port()));
                }
            }
        } catch (UnknownHostException e) {
            throw new NetworkException(remote, "unknown host '" + remote.host() + "'", e);
        }
        if (servers.isEmpty()) {
            throw new NetworkException(remote, "the host has no address of the requested family (IPv4 or IPv6)");
        }
        return servers;
    }

    /** A socket that is bound to an address reaches its own family only. */
    private static AddressFamily family(ClientSettings settings) {
        return settings.localAddress()
                .map(local -> local instanceof Inet4Address ? AddressFamily.IPV4 : AddressFamily.IPV6)
                .orElse(AddressFamily.ANY);
    }
}
