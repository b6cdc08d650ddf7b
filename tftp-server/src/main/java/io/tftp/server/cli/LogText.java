package io.tftp.server.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words of the log. What peers wrote is made harmless here, and nowhere else. */
final class LogText {

    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_KB = 1e3;
    private static final int GROUP = 3;

    /** What a log line says is no longer than this; a name that is asked for, of 500 bytes at most, finds room in it. */
    static final int MOST_CHARS = 2000;

    /** A peer's words, or a name of which each character had to be escaped, are cut at this. */
    private static final int MOST_FOREIGN_CHARS = 600;

    /** "... (2,147,483,647 characters)" */
    private static final int CUT_CHARS = 32;

    /** A host of many addresses, such as one of containers, has the rest in the debug log. */
    static final int MOST_NAMED = 8;

    private static final int DECIMAL_BASE = 10;

    private LogText() {}

    /**
     * The text without anything that a terminal or a reader of logs could take for more than text, and no longer than {@link
     * #MOST_CHARS}.
     */
    static String clean(String text) {
        return clean(text, MOST_CHARS);
    }

    /**
     * The text without anything that a terminal or a reader of logs could take for more than text. What is too long is cut, and
     * how long it was is told; it takes no time to look at what is cut off.
     *
     * @param most characters, those that tell of the cut among them
     */
    static String clean(String text, int most) {
        if (text.length() <= most && isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), most) + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int before = clean.length();
            if (isHarmless(c)) {
                clean.appendCodePoint(c);
            } else if (c <= 0xFF) {
                clean.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                clean.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
            i += Character.charCount(c);
            if (clean.length() > most - CUT_CHARS && (i < text.length() || clean.length() > most)) {
                clean.setLength(before);
                return clean.append("... (")
                        .append(count(text.length(), "character"))
                        .append(')')
                        .toString();
            }
        }
        return clean.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** A file's name as the peer wrote it; in quotes if it could be mistaken for other words of the line. */
    static String name(String filename) {
        String clean = clean(filename, MOST_FOREIGN_CHARS);
        boolean plain = clean.equals(filename) && filename.indexOf(' ') < 0 && filename.indexOf('"') < 0;
        return plain ? filename : quote(filename);
    }

    /** A peer's words. */
    static String quote(String words) {
        int length = words.length();
        String head = length > MOST_FOREIGN_CHARS ? words.substring(0, MOST_FOREIGN_CHARS) : words;
        String quoted = '"' + clean(head.replace("\\", "\\\\").replace("\"", "\\\""), MOST_FOREIGN_CHARS) + '"';
        return length > MOST_FOREIGN_CHARS ? quoted + " of " + count(length, "character") : quoted;
    }

    /** A count of bytes, such as "42,392 bytes". */
    static String bytes(long count) {
        return count(count, "byte");
    }

    /** A count of something, such as "1 resend" or "2 resends". */
    static String count(long count, String what) {
        return number(count) + ' ' + what + (count == 1 ? "" : "s");
    }

    /** A number of 0 or more, such as "42,392". */
    static String number(long number) {
        StringBuilder text = new StringBuilder().append(number);
        for (int comma = text.length() - GROUP; comma > 0; comma -= GROUP) {
            text.insert(comma, ',');
        }
        return text.toString();
    }

    /** Several things, the first few by name, such as "a, b and 3 more". */
    static String list(List<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int rest = names.size() - MOST_NAMED;
        return rest > 0 ? first + " and " + rest + " more" : first;
    }

    /** A rate, such as "3.5 MB/s". */
    static String rate(double bytesPerSecond) {
        return bytesPerSecond >= BYTES_PER_MB
                ? decimal(bytesPerSecond / BYTES_PER_MB, 1) + " MB/s"
                : decimal(bytesPerSecond / BYTES_PER_KB, 1) + " kB/s";
    }

    /** A number of 0 or more, rounded; as {@code String.format} would, in a tenth of its time, once for each transfer. */
    static String decimal(double number, int decimals) {
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= DECIMAL_BASE;
        }
        long scaled = Math.round(number * scale);
        StringBuilder text = new StringBuilder().append(scaled / scale).append('.');
        String fraction = Long.toString(scale + scaled % scale); // the 1 in front keeps its zeros
        return text.append(fraction, 1, fraction.length()).toString();
    }
}
