package io.tftp.server.cli;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv6.IPv6Address;
import io.tftp.core.link.PortRange;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From an option's text to its value. */
final class Converters {

    private Converters() {}

    /** An IPv4 or IPv6 address; a name would mean to ask a server on the network. */
    static final class ToAddress implements ITypeConverter<InetAddress> {

        @Override
        public InetAddress convert(String text) {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            String bare = bracketed ? text.substring(1, text.length() - 1) : text;
            try {
                IPAddressStringParameters syntax =
                        wholeAddress().allowPrefix(false).toParams();
                IPAddress address = new IPAddressString(bare, syntax).toAddress();
                return address.isIPv6() ? scoped(address.toIPv6(), text) : address.toInetAddress();
            } catch (AddressStringException | IncompatibleAddressException | IOException e) {
                throw new TypeConversionException(
                        "'" + text + "' is not an IPv4 or IPv6 address; host names are not accepted");
            }
        }

        /** With its interface, by name or number: a link-local address means nothing without. */
        private static InetAddress scoped(IPv6Address address, String text) throws IOException {
            if (!address.hasZone()) {
                return address.toInetAddress();
            }
            String zone = String.valueOf(address.getZone());
            NetworkInterface byName = NetworkInterface.getByName(zone);
            if (byName == null && !zone.matches("\\d{1,9}")) {
                throw new TypeConversionException(text + ": there is no network interface " + zone);
            }
            int number = byName == null ? Integer.parseInt(zone) : byName.getIndex();
            return Inet6Address.getByAddress(null, address.getBytes(), number);
        }
    }

    /** One whole address: no part of one, no range, no mask, no short form, no empty text. */
    static IPAddressStringParameters.Builder wholeAddress() {
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

    /** A whole number. */
    static final class ToInteger implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a whole number");
            }
        }
    }

    /** Two ports, such as {@code 50000:50999}. */
    static final class ToPortRange implements ITypeConverter<PortRange> {

        private static final Pattern RANGE = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

        @Override
        public PortRange convert(String text) {
            Matcher range = RANGE.matcher(text);
            if (!range.matches() || text.equals("0:0")) {
                throw new TypeConversionException("a port range is A:B with 1 <= A <= B <= 65535, not '" + text + "'");
            }
            try {
                return new PortRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Which uploads are taken. */
    static final class ToUploads implements ITypeConverter<UploadPolicy> {

        @Override
        public UploadPolicy convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "none" -> UploadPolicy.NONE;
                case "new" -> UploadPolicy.NEW;
                case "replace" -> UploadPolicy.REPLACE;
                default -> throw new TypeConversionException("must be none, new or replace, not '" + text + "'");
            };
        }
    }

    /** Bytes, such as {@code 100M}. */
    static final class ToSize implements ITypeConverter<Long> {

        private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([KMGT]?)(?:I?B)?");
        private static final String UNITS = "KMGT";
        private static final int BITS_OF_A_UNIT = 10;

        @Override
        public Long convert(String text) {
            Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
            if (!size.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a size; use a number such as 4096, 100M or 2G");
            }
            int units = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
            try {
                return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (units * BITS_OF_A_UNIT));
            } catch (ArithmeticException e) {
                throw new TypeConversionException("'" + text + "' is too large");
            }
        }
    }

    /** Seconds, such as {@code 2} or {@code 0.5}. */
    static final class ToSeconds implements ITypeConverter<Duration> {

        private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
        private static final int NANO_DIGITS = 9;

        @Override
        public Duration convert(String text) {
            if (!SECONDS.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a number of seconds; use one such as 2 or 0.5");
            }
            return Duration.ofNanos(
                    new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
        }
    }
}
