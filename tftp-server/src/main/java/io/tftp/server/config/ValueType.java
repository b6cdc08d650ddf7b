package io.tftp.server.config;

/**
 * How the values of a setting are written: from text to value and back. Immutable.
 *
 * @param <T> the values' class
 */
public abstract class ValueType<T> {

    private final Class<T> valueClass;
    private final String label;
    private final String unit;

    ValueType(Class<T> valueClass, String label, String unit) {
        this.valueClass = valueClass;
        this.label = label;
        this.unit = unit;
    }

    /**
     * The values' class.
     *
     * @return the class; of a setting that is repeatable, that of each value
     */
    public Class<T> valueClass() {
        return valueClass;
    }

    /** What stands for a value in help, such as {@code SIZE}, unless the setting has its own word. */
    String label() {
        return label;
    }

    /** What follows a range in a message, such as {@code seconds}; empty for none. */
    String unit() {
        return unit;
    }

    /**
     * Reads a value.
     *
     * @param text as it was written
     * @return the value
     * @throws InvalidSettingException if it can't be read; the message fits behind the setting's name and a colon
     */
    public abstract T parse(String text) throws InvalidSettingException;

    /** Refuses a value that can be read but not be had. */
    void check(T value, String name) throws InvalidSettingException {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return text that {@link #parse} takes
     */
    public String text(T value) {
        return value.toString();
    }
}
