package io.tftp.core.options;

import java.util.OptionalLong;

/** The numbers in options: ASCII digits and nothing else, no sign, no blank. */
final class OptionNumber {

    /** The digits of the largest long. More of them overflow, or are zeros that nobody needs. */
    private static final int MAX_DIGITS = 19;

    private OptionNumber() {}

    /** The number, or empty if the text is none or the number is larger than a long. */
    static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (c - '0');
        }
        // Nineteen digits overflow at most once, into the negative numbers.
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
