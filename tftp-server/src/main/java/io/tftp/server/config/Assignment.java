package io.tftp.server.config;

import io.tftp.server.config.Setting.Relation.Kind;
import java.util.Optional;

/**
 * A value that a source sets.
 *
 * @param <T> the values of the setting
 * @param setting the setting
 * @param value its value, or one of several
 * @param source where it was set
 */
public record Assignment<T>(Setting<T> setting, T value, SettingsSource source) {

    /**
     * Sets something to a value that is of its class without the compiler's knowing.
     *
     * @param <T> the values of the setting
     * @param setting the setting
     * @param value a value of the class of its type
     * @param source where it was set
     * @return the assignment
     * @throws ClassCastException if the value is of another class
     */
    public static <T> Assignment<T> of(Setting<T> setting, Object value, SettingsSource source) {
        return new Assignment<>(setting, setting.type().valueClass().cast(value), source);
    }

    /** What the setting is called where it was set. */
    String name() {
        return source.nameOf(setting);
    }

    void check() throws InvalidSettingException {
        setting.check(value, name());
    }

    /** Whether it changes anything: the value isn't the default. */
    boolean isOn() {
        return !setting.defaultValue().equals(Optional.of(value));
    }

    /**
     * Whether it, set in a stronger source, leaves nothing of another setting in a weaker one: of the same, of one in the same list,
     * of one that it excludes, and of one that needs what it turns off.
     */
    boolean overrides(Setting<?> other) {
        return setting.equals(other)
                || isRelated(Kind.SHARES_LIST, other)
                || (isOn() && isRelated(Kind.EXCLUDES, other))
                || (!isOn() && other.is(Kind.NEEDS, setting));
    }

    private boolean isRelated(Kind kind, Setting<?> other) {
        return setting.is(kind, other) || other.is(kind, setting);
    }
}
