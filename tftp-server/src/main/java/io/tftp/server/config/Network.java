package io.tftp.server.config;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network, such as {@code 192.0.2.0/24}, a single address, or {@code all}. An IPv4 address in IPv6's clothes
 * ({@code ::ffff:192.0.2.7}) is that IPv4 address. Immutable.
 */
public final class Network {

    private final Optional<IPAddress> block;

    private Network(Optional<IPAddress> block) {
        this.block = block;
    }

    /**
     * Whether an address lies in it.
     *
     * @param address an IPv4 or IPv6 address; its scope doesn't matter
     * @return true if it does
     */
    public boolean contains(InetAddress address) {
        if (block.isEmpty()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        IPAddress other =
                bytes.length == IPv4Address.BYTE_COUNT ? new IPv4Address(bytes) : plain(new IPv6Address(bytes));
        return block.get().getIPVersion() == other.getIPVersion() && block.get().contains(other);
    }

    /** Without the clothes; a network of them too, if it has nothing else in it. */
    private static IPAddress plain(IPv6Address address) {
        return address.isIPv4Mapped() ? address.getEmbeddedIPv4Address() : address;
    }

    /** Reads a network, with the length of a prefix or without, and no zone. */
    static Network parse(String text) throws InvalidSettingException {
        if (text.equals("all")) {
            return new Network(Optional.empty());
        }
        IPAddressStringParameters syntax = AddressSyntax.whole()
                .getIPv6AddressParametersBuilder()
                .allowZone(false)
                .getParentBuilder()
                .toParams();
        try {
            IPAddress address = new IPAddressString(text, syntax).toAddress();
            IPAddress plain = address.isIPv6() ? plain(address.toIPv6()) : address;
            return new Network(Optional.of(plain.isPrefixed() ? plain.toPrefixBlock() : plain));
        } catch (AddressStringException | IncompatibleAddressException e) {
            throw new InvalidSettingException(
                    "'" + text + "' is not a network; use one such as 192.0.2.0/24, 2001:db8::/32, 192.0.2.7 or all");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network network && block.equals(network.block);
    }

    @Override
    public int hashCode() {
        return block.hashCode();
    }

    /** As it can be written in a setting. */
    @Override
    public String toString() {
        return block.isPresent() ? block.get().toString() : "all";
    }
}
