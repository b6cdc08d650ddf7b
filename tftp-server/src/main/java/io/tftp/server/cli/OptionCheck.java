package io.tftp.server.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of what picocli's types can't tell, and how to complain. */
final class OptionCheck {

    private final CommandSpec spec;

    OptionCheck(CommandSpec spec) {
        this.spec = spec;
    }

    void require(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw wrong(option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    /** Checks a time; the bounds are said in the words given. */
    void require(String option, Duration value, Duration min, Duration max, String bounds) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw wrong(option + " must be " + bounds + " seconds");
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
