package io.tftp.server.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting: one row of the table, with all that is known of it. Two settings are equal only if they are the same. Immutable.
 *
 * @param <T> its values; of one that is repeatable, each of them
 * @param group the chapter that it stands in
 * @param name its name, which is the key of a configuration file too: words with hyphens, such as {@code max-rate}
 * @param shortName a letter that may stand for the name on the command line; empty for none
 * @param type how its values are written
 * @param label what stands for a value in help, such as {@code SIZE}; empty for a {@linkplain #isSwitch switch}
 * @param range the smallest and the largest value, if there are such
 * @param defaultValue what holds where nothing was set; empty if that is a matter of its own
 * @param isPositional whether it is an argument without a name on the command line; such a setting has to be set
 * @param isRepeatable whether it may have several values
 * @param isReloadable whether a change takes effect while the server runs: {@link CurrentConfiguration#replace}
 * @param relations what it has to do with settings further up in the table
 * @param help what it does, with its range and default, in a sentence or several
 */
public record Setting<T>(
        Group group,
        String name,
        String shortName,
        ValueType<T> type,
        String label,
        Optional<Range<T>> range,
        Optional<T> defaultValue,
        boolean isPositional,
        boolean isRepeatable,
        boolean isReloadable,
        List<Relation> relations,
        String help) {

    /**
     * What a setting has to do with one further up in the table.
     *
     * @param kind what it is
     * @param other the setting further up
     * @param complaint what is said where they don't go together; {@code {this}} and {@code {other}} stand for their names
     */
    public record Relation(Kind kind, Setting<?> other, String complaint) {

        /** What two settings can have to do with each other. */
        public enum Kind {
            /** Not both of them. */
            EXCLUDES,
            /** Not unless the other one has another value than its default. */
            NEEDS,
            /** The values of both make one list, in the order in which they were given. */
            SHARES_LIST
        }
    }

    static <T> SettingBuilder<T> of(Group group, String name, ValueType<T> type) {
        return new SettingBuilder<>(group, name, type);
    }

    /**
     * Its name on the command line.
     *
     * @return such as {@code --max-rate}, or {@code DIRECTORY} if it is positional
     */
    public String option() {
        return isPositional ? label : "--" + name;
    }

    /**
     * Whether it is on or off, and its name alone turns it on.
     *
     * @return true if its values are true and false
     */
    public boolean isSwitch() {
        return type == ValueTypes.SWITCH;
    }

    boolean is(Relation.Kind kind, Setting<?> other) {
        for (Relation relation : relations) {
            if (relation.kind() == kind && relation.other().equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a value that can be read but not be had; the name is the one that the setting has where it was set. */
    void check(T value, String nameThere) throws InvalidSettingException {
        type.check(value, nameThere);
        if (range.isPresent() && !range.get().contains(value)) {
            String unit = type.unit().isEmpty() ? "" : " " + type.unit();
            throw new InvalidSettingException(
                    nameThere + " must be " + range.get().text(type) + unit + ", not " + type.text(value));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
