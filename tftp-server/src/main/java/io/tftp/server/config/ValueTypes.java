package io.tftp.server.config;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.PortRange;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of the settings. Named classes: each lambda would cost a start. */
final class ValueTypes {

    static final ValueType<Boolean> SWITCH = new Switch();
    static final ValueType<Integer> INTEGER = new WholeNumber();
    static final ValueType<Long> SIZE = new Size();
    static final ValueType<Duration> SECONDS = new Seconds();
    static final ValueType<Path> PATH = new PathName();
    static final ValueType<PortRange> PORT_RANGE = new Ports();
    static final ValueType<InetAddress> ADDRESS = new Address();
    static final ValueType<Network> NETWORK = new NetworkOfClients();

    private ValueTypes() {}

    /** One of an enum's constants, in small letters. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
        return new Choice<>(constants);
    }

    private static final class Switch extends ValueType<Boolean> {

        Switch() {
            super(Boolean.class, "", "");
        }

        @Override
        public Boolean parse(String text) throws InvalidSettingException {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new InvalidSettingException("must be true or false, not '" + text + "'");
            };
        }
    }

    private static final class WholeNumber extends ValueType<Integer> {

        WholeNumber() {
            super(Integer.class, "N", "");
        }

        @Override
        public Integer parse(String text) throws InvalidSettingException {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new InvalidSettingException("'" + text + "' is not a whole number");
            }
        }
    }

    /** Bytes, such as {@code 100M}. */
    private static final class Size extends ValueType<Long> {

        private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([KMGT]?)(?:I?B)?");
        private static final String UNITS = "KMGT";
        private static final int BITS_OF_A_UNIT = 10;

        Size() {
            super(Long.class, "SIZE", "");
        }

        @Override
        public Long parse(String text) throws InvalidSettingException {
            Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
            if (!size.matches()) {
                throw new InvalidSettingException(
                        "'" + text + "' is not a size; use a number such as 4096, 100M or 2G");
            }
            int units = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
            try {
                return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (units * BITS_OF_A_UNIT));
            } catch (ArithmeticException e) {
                throw new InvalidSettingException("'" + text + "' is too large");
            }
        }

        /** In the largest unit that leaves no remainder. */
        @Override
        public String text(Long bytes) {
            int units = Math.min(Long.numberOfTrailingZeros(bytes) / BITS_OF_A_UNIT, UNITS.length());
            return units == 0 || bytes == 0
                    ? bytes.toString()
                    : (bytes >> (units * BITS_OF_A_UNIT)) + UNITS.substring(units - 1, units);
        }
    }

    /** Seconds, such as {@code 2} or {@code 0.5}. */
    private static final class Seconds extends ValueType<Duration> {

        private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
        private static final int NANO_DIGITS = 9;

        Seconds() {
            super(Duration.class, "SECONDS", "seconds");
        }

        @Override
        public Duration parse(String text) throws InvalidSettingException {
            if (!SECONDS.matcher(text).matches()) {
                throw new InvalidSettingException(
                        "'" + text + "' is not a number of seconds; use one such as 2 or 0.5");
            }
            return Duration.ofNanos(
                    new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact());
        }

        @Override
        public String text(Duration time) {
            return time.toNanosPart() == 0
                    ? Long.toString(time.toSeconds())
                    : BigDecimal.valueOf(time.toNanos(), NANO_DIGITS)
                            .stripTrailingZeros()
                            .toPlainString();
        }
    }

    private static final class PathName extends ValueType<Path> {

        PathName() {
            super(Path.class, "PATH", "");
        }

        @Override
        public Path parse(String text) {
            return Path.of(text);
        }

        /** As of an unset variable: it must not mean the current directory. */
        @Override
        void check(Path path, String name) throws InvalidSettingException {
            if (path.toString().isEmpty()) {
                throw new InvalidSettingException(name + " is empty; use '.' for the current directory");
            }
        }
    }

    /** Two ports, such as {@code 50000:50999}. */
    private static final class Ports extends ValueType<PortRange> {

        private static final Pattern RANGE = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

        Ports() {
            super(PortRange.class, "A:B", "");
        }

        @Override
        public PortRange parse(String text) throws InvalidSettingException {
            Matcher range = RANGE.matcher(text);
            if (range.matches() && !text.equals(PortRange.ANY.toString())) {
                try {
                    return new PortRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
                } catch (IllegalArgumentException e) {
                    // Said below, for all that is no range.
                }
            }
            throw new InvalidSettingException("a port range is A:B with 1 <= A <= B <= 65535, not '" + text + "'");
        }
    }

    private static final class Address extends ValueType<InetAddress> {

        Address() {
            super(InetAddress.class, "ADDR", "");
        }

        @Override
        public InetAddress parse(String text) throws InvalidSettingException {
            return AddressSyntax.parse(text);
        }

        @Override
        public String text(InetAddress address) {
            return AddressText.of(address);
        }
    }

    private static final class NetworkOfClients extends ValueType<Network> {

        NetworkOfClients() {
            super(Network.class, "NET", "");
        }

        @Override
        public Network parse(String text) throws InvalidSettingException {
            return Network.parse(text);
        }
    }

    private static final class Choice<E extends Enum<E>> extends ValueType<E> {

        Choice(Class<E> constants) {
            super(constants, String.join("|", words(constants)), "");
        }

        private static List<String> words(Class<? extends Enum<?>> constants) {
            List<String> words = new ArrayList<>();
            for (Enum<?> constant : constants.getEnumConstants()) {
                words.add(constant.name().toLowerCase(Locale.ROOT));
            }
            return words;
        }

        @Override
        public E parse(String text) throws InvalidSettingException {
            List<String> words = words(valueClass());
            int index = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (index < 0) {
                int last = words.size() - 1;
                throw new InvalidSettingException("must be " + String.join(", ", words.subList(0, last)) + " or "
                        + words.get(last) + ", not '" + text + "'");
            }
            return valueClass().getEnumConstants()[index];
        }

        @Override
        public String text(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }
}
