package io.tftp.core.options;

/** Checks of our own callers' numbers. */
final class Ranges {

    private Ranges() {}

    static void require(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is not within " + min + ".." + max);
        }
    }
}
