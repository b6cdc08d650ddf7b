package io.tftp.core.options;

import io.tftp.core.wire.Options;
import io.tftp.core.wire.Options.Option;
import io.tftp.core.wire.Rollover;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** Numbers among options, and what a whole list of agreed ones means. Static and pure. */
final class OptionValues {

    /** Windows' boot manager asks so for windows of its own choice: ten thousand times pi. */
    static final long MSFTWINDOW_ASKED = 31_416;

    /** And so they are granted: ten thousand times e. */
    static final long MSFTWINDOW_GRANTED = 27_182;

    private OptionValues() {}

    /** The number of an option, or empty if the option isn't there or is no number. */
    static OptionalLong number(Options options, String name) {
        return options.value(name).map(OptionNumber::parse).orElseGet(OptionalLong::empty);
    }

    /** The number of an option, or empty if the option isn't there, is no number or lies outside of the range. */
    static OptionalLong numberWithin(long min, long max, Options options, String name) {
        OptionalLong number = number(options, name);
        return isWithin(number, min, max) ? number : OptionalLong.empty();
    }

    static boolean isWithin(OptionalLong value, long min, long max) {
        return value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max;
    }

    /** Which of two options that mean the same thing stands first, where both do. */
    static boolean isBefore(String first, String second, Options options) {
        for (Option option : options.entries()) {
            if (option.isNamed(second)) {
                return false;
            }
            if (option.isNamed(first)) {
                return true;
            }
        }
        return false;
    }

    /** The parameters of options whose values were checked; what isn't among them is as in RFC 1350. */
    static TransferParameters parameters(Options agreed) {
        OptionalLong blockSize = number(agreed, OptionNames.BLKSIZE);
        if (blockSize.isEmpty()) {
            blockSize = number(agreed, OptionNames.BLKSIZE2);
        }
        return new TransferParameters(
                (int) blockSize.orElse(TransferParameters.DEFAULT_BLOCK_SIZE_BYTES),
                (int) number(agreed, OptionNames.WINDOWSIZE).orElse(TransferParameters.MIN_WINDOW_SIZE),
                timeout(agreed),
                number(agreed, OptionNames.TSIZE),
                rollover(agreed),
                number(agreed, OptionNames.MSFTWINDOW).isPresent());
    }

    static Rollover rollover(Options agreed) {
        return number(agreed, OptionNames.ROLLOVER).orElse(0) == 1 ? Rollover.TO_ONE : Rollover.TO_ZERO;
    }

    private static Optional<Duration> timeout(Options agreed) {
        OptionalLong seconds = number(agreed, OptionNames.TIMEOUT);
        if (seconds.isPresent()) {
            return Optional.of(Duration.ofSeconds(seconds.getAsLong()));
        }
        OptionalLong micros = number(agreed, OptionNames.UTIMEOUT);
        return micros.isPresent() ? Optional.of(Duration.of(micros.getAsLong(), ChronoUnit.MICROS)) : Optional.empty();
    }
}
