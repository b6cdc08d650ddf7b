package io.tftp.client.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with units as people write them in options. Static; what is out of its range is an {@link IllegalArgumentException} that
 * names the option.
 */
final class Quantities {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MILLIS_TO_NANOS = 6;

    private Quantities() {}

    /** A share of 0 to 1, written in percent; 0 if it isn't given. */
    static double share(String option, @Nullable String text, int mostPercent) {
        if (text == null) {
            return 0;
        }
        try {
            BigDecimal percent = new BigDecimal(text);
            if (percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(mostPercent)) <= 0) {
                return percent.doubleValue() / HUNDRED.doubleValue();
            }
        } catch (NumberFormatException e) {
            // Said below, for all that is no share.
        }
        throw new IllegalArgumentException(option + " must be 0 to " + mostPercent + " percent, not '" + text + "'");
    }

    /** Refuses a number that is out of its range. */
    static void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", not " + value);
        }
    }

    /** A number of bytes, with K, M or G for KiB, MiB or GiB. */
    static long bytes(String option, String text, long least, long most, String range) {
        int suffix = text.isEmpty()
                ? -1
                : "KMG".indexOf(text.toUpperCase(Locale.ROOT).charAt(text.length() - 1));
        String number = suffix < 0 ? text : text.substring(0, text.length() - 1);
        try {
            long units = Long.parseLong(number);
            int shift = 10 * (suffix + 1);
            if (units >= 0 && units <= most >> shift && units << shift >= least) {
                return units << shift;
            }
        } catch (NumberFormatException e) {
            // Said below, for all that is no size.
        }
        throw new IllegalArgumentException(option + " must be " + range + ", not '" + text + "'");
    }

    /** A time written in milliseconds, with a fraction perhaps, in nanoseconds. */
    static long millis(String option, String text, Duration most) {
        try {
            BigDecimal nanos = new BigDecimal(text).movePointRight(MILLIS_TO_NANOS);
            if (nanos.signum() >= 0 && nanos.compareTo(BigDecimal.valueOf(most.toNanos())) <= 0) {
                return nanos.longValue();
            }
        } catch (NumberFormatException e) {
            // Said below, for all that is no time.
        }
        throw new IllegalArgumentException(
                option + " must be 0 to " + most.toMillis() + " milliseconds, not '" + text + "'");
    }
}
