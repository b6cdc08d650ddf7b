package io.tftp.server.config;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv6.IPv6Address;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** How addresses are written; a name would mean to ask a server on the network. */
final class AddressSyntax {

    private AddressSyntax() {}

    /** An IPv4 or IPv6 address, in brackets or without. */
    static InetAddress parse(String text) throws InvalidSettingException {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        try {
            IPAddressStringParameters syntax = whole().allowPrefix(false).toParams();
            IPAddress address = new IPAddressString(bare, syntax).toAddress();
            return address.isIPv6() ? scoped(address.toIPv6(), text) : address.toInetAddress();
        } catch (AddressStringException | IncompatibleAddressException | IOException e) {
            throw new InvalidSettingException(
                    "'" + text + "' is not an IPv4 or IPv6 address; host names are not accepted");
        }
    }

    /** With its interface, by name or number: a link-local address means nothing without. */
    private static InetAddress scoped(IPv6Address address, String text) throws IOException, InvalidSettingException {
        if (!address.hasZone()) {
            return address.toInetAddress();
        }
        String zone = String.valueOf(address.getZone());
        NetworkInterface byName = NetworkInterface.getByName(zone);
        if (byName == null && !zone.matches("\\d{1,9}")) {
            throw new InvalidSettingException(text + ": there is no network interface " + zone);
        }
        int number = byName == null ? Integer.parseInt(zone) : byName.getIndex();
        return Inet6Address.getByAddress(null, address.getBytes(), number);
    }

    /** One whole address: no part of one, no range, no mask, no short form, no empty text. */
    static IPAddressStringParameters.Builder whole() {
        return new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowPrefixOnly(false)
                .allowMask(false)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder()
                .allow_inet_aton(false)
                .getParentBuilder();
    }
}
