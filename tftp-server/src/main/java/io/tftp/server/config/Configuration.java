package io.tftp.server.config;

import io.tftp.server.config.Setting.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What all settings are at some time: checked, and each for itself or with the others fit to be served by. Immutable. */
public final class Configuration {

    private final List<Assignment<?>> assignments;
    private final List<String> unknown;
    private final AccessRules access;

    private Configuration(List<Assignment<?>> assignments, List<String> unknown) throws InvalidSettingException {
        this.assignments = List.copyOf(assignments);
        this.unknown = List.copyOf(unknown);
        for (Assignment<?> each : assignments) {
            each.check();
        }
        for (Assignment<?> each : assignments) {
            checkRelations(each);
        }
        this.access = AccessRules.of(assignments);
    }

    /**
     * Collects what sources set. What a stronger one sets, a weaker one doesn't; nor does that what can't be combined with it, or has no
     * effect beside it.
     *
     * @param strongestFirst the sources in order of precedence
     * @return the configuration
     * @throws InvalidSettingException if a value can't be read or is out of its range, two can't be combined, or one is missing
     */
    public static Configuration of(SettingsSource... strongestFirst) throws InvalidSettingException {
        List<Assignment<?>> assignments = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (SettingsSource source : strongestFirst) {
            List<Assignment<?>> stronger = List.copyOf(assignments);
            assignments.addAll(source.assignments(setting -> !isOverridden(setting, stronger)));
            unknown.addAll(source.unknown());
        }
        Configuration configuration = new Configuration(assignments, unknown);
        for (Setting<?> setting : Settings.all()) {
            if (setting.isPositional() && configuration.find(setting).isEmpty()) {
                throw new InvalidSettingException(missing(setting, strongestFirst));
            }
        }
        return configuration;
    }

    private static boolean isOverridden(Setting<?> setting, List<Assignment<?>> stronger) {
        for (Assignment<?> each : stronger) {
            if (each.overrides(setting)) {
                return true;
            }
        }
        return false;
    }

    private static String missing(Setting<?> setting, SettingsSource... sources) {
        List<String> names = new ArrayList<>();
        for (SettingsSource source : sources) {
            names.add("'" + source.nameOf(setting) + "'");
        }
        return "Missing required parameter: " + String.join(" or ", names);
    }

    private void checkRelations(Assignment<?> each) throws InvalidSettingException {
        for (Relation relation : each.setting().relations()) {
            Setting<?> other = relation.other();
            boolean wrong = switch (relation.kind()) {
                case EXCLUDES -> isOn(other);
                case NEEDS -> !isOn(other);
                case SHARES_LIST -> false;
            };
            if (wrong && each.isOn()) {
                throw new InvalidSettingException(relation.complaint()
                        .replace("{this}", each.name())
                        .replace("{other}", each.source().nameOf(other)));
            }
        }
    }

    private boolean isOn(Setting<?> setting) {
        for (Assignment<?> each : assignments) {
            if (each.setting().equals(setting) && each.isOn()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value of a setting that has one, set or by default.
     *
     * @param <T> its values
     * @param setting one that isn't repeatable
     * @return the value
     * @throws NoSuchElementException if it wasn't set and has no default
     */
    public <T> T value(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    /**
     * The value of a setting.
     *
     * @param <T> its values
     * @param setting one that isn't repeatable
     * @return the value, set or by default; empty if there is neither
     */
    public <T> Optional<T> find(Setting<T> setting) {
        List<T> values = values(setting);
        return values.isEmpty() ? setting.defaultValue() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * The values of a setting that may have several.
     *
     * @param <T> its values
     * @param setting the setting
     * @return those that were set, in their order
     */
    public <T> List<T> values(Setting<T> setting) {
        List<T> values = new ArrayList<>();
        for (Assignment<?> each : assignments) {
            if (each.setting().equals(setting)) {
                values.add(setting.type().valueClass().cast(each.value()));
            }
        }
        return values;
    }

    /** Whether a setting has the same value, or values, in another configuration. */
    boolean hasSame(Setting<?> setting, Configuration other) {
        return setting.isRepeatable()
                ? values(setting).equals(other.values(setting))
                : find(setting).equals(other.find(setting));
    }

    /**
     * Who may read and write.
     *
     * @return the rules
     */
    public AccessRules access() {
        return access;
    }

    /**
     * What the sources have that looks like a setting and is none.
     *
     * @return its names
     */
    public List<String> unknown() {
        return unknown;
    }
}
