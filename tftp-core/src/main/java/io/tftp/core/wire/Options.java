package io.tftp.core.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options of a request or of its answer: names and values as they were written, in order (RFC 2347).
 *
 * <p>Names are looked up without regard to case. Two lists are equal if they are the same on the wire: same spelling,
 * same order. Immutable, for any thread.
 */
public final class Options {

    private static final Options NONE = new Options(List.of());

    private final List<Option> entries;

    private Options(List<Option> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * No options: a plain RFC 1350 request.
     *
     * @return the empty list
     */
    public static Options none() {
        return NONE;
    }

    /**
     * Options from names and values in turn, such as {@code of("blksize", "1428", "tsize", "0")}.
     *
     * @param namesAndValues name, value, name, value and so on
     * @return the options in that order
     * @throws IllegalArgumentException if a value is missing, or if {@link Option} refuses a pair
     */
    public static Options of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("the last name has no value");
        }
        List<Option> entries = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.add(new Option(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(entries);
    }

    /**
     * Options from a list.
     *
     * @param entries the options in order; copied
     * @return the options
     */
    public static Options of(List<Option> entries) {
        return entries.isEmpty() ? NONE : new Options(entries);
    }

    /**
     * These options and one more behind them, whether or not there is one of that name.
     *
     * @param name its name
     * @param value its value
     * @return a new list; this one stays as it is
     * @throws IllegalArgumentException if {@link Option} refuses the pair
     */
    public Options with(String name, String value) {
        List<Option> more = new ArrayList<>(entries);
        more.add(new Option(name, value));
        return new Options(more);
    }

    /**
     * The value of an option. Of several with that name the first counts.
     *
     * @param name the name in any case
     * @return its value, or empty if it isn't there
     */
    public Optional<String> value(String name) {
        Objects.requireNonNull(name, "name");
        for (Option entry : entries) {
            if (entry.isNamed(name)) {
                return Optional.of(entry.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether there is no option at all.
     *
     * @return true if the list is empty
     */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * How many options there are, repeated ones included.
     *
     * @return 0 or more
     */
    public int size() {
        return entries.size();
    }

    /**
     * All options in order, repeated ones included.
     *
     * @return an unmodifiable list
     */
    public List<Option> entries() {
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /**
     * The options for a log line.
     *
     * @return such as {@code blksize=1428 tsize=0}
     */
    @Override
    public String toString() {
        return entries.stream().map(Option::toString).collect(Collectors.joining(" "));
    }

    /**
     * One option.
     *
     * @param name its name as written, at least one character and no NUL
     * @param value its value as written, without NUL; may be empty
     */
    public record Option(String name, String value) {

        /**
         * Checks both.
         *
         * @param name its name
         * @param value its value
         * @throws IllegalArgumentException if the name is empty, or one of them has a NUL in it or can't be written as
         *     UTF-8
         */
        public Option {
            WireText.requireText("option name", name);
            WireText.requireText("option value", value);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("option name is empty");
            }
        }

        /**
         * Whether this option has a given name. RFC 2347: "The first option, in case-insensitive ASCII".
         *
         * @param other a name in any case
         * @return true if they are the same but for the case of ASCII letters
         */
        public boolean isNamed(String other) {
            return WireText.equalsIgnoreAsciiCase(name, other);
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
