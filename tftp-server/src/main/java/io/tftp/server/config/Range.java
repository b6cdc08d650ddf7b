package io.tftp.server.config;

import java.util.Comparator;
import java.util.Optional;

/**
 * The smallest and the largest value of a setting. Immutable.
 *
 * @param <T> the values' class
 */
public final class Range<T> {

    private final Comparator<T> order;
    private final T min;
    private final Optional<T> max;

    private Range(Comparator<T> order, T min, Optional<T> max) {
        this.order = order;
        this.min = min;
        this.max = max;
    }

    static <T extends Comparable<T>> Range<T> between(T min, T max) {
        return new Range<>(Comparator.naturalOrder(), min, Optional.of(max));
    }

    static <T extends Comparable<T>> Range<T> atLeast(T min) {
        return new Range<>(Comparator.naturalOrder(), min, Optional.empty());
    }

    boolean contains(T value) {
        return order.compare(value, min) >= 0 && (max.isEmpty() || order.compare(value, max.get()) <= 0);
    }

    /**
     * The smallest value.
     *
     * @return the value
     */
    public T min() {
        return min;
    }

    /**
     * The largest value.
     *
     * @return the value; empty if there is none
     */
    public Optional<T> max() {
        return max;
    }

    /**
     * Writes it as help and messages have it.
     *
     * @param type how values are written
     * @return such as {@code 8 to 65464}
     */
    public String text(ValueType<T> type) {
        return type.text(min) + (max.isPresent() ? " to " + type.text(max.get()) : " or more");
    }
}
