package io.tftp.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Settings as environment variables: {@code TFTPD_MAX_RATE} for {@code max-rate}. Several values of one are separated by commas or
 * blanks. An empty variable sets nothing. Rules of one list come in the order of the table: who is allowed, then who is denied.
 */
public final class Environment implements SettingsSource {

    private static final String PREFIX = "TFTPD_";

    private final Map<String, String> variables;

    /**
     * Creates it.
     *
     * @param variables the process's variables
     */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    @Override
    public List<Assignment<?>> assignments(Predicate<Setting<?>> wanted) throws InvalidSettingException {
        List<Assignment<?>> assignments = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            String text = variables.getOrDefault(nameOf(setting), "");
            if (!text.isEmpty() && wanted.test(setting)) {
                add(assignments, setting, text);
            }
        }
        return assignments;
    }

    private <T> void add(List<Assignment<?>> assignments, Setting<T> setting, String text)
            throws InvalidSettingException {
        List<String> values = setting.isRepeatable() ? List.of(text.strip().split("[,\\s]+", -1)) : List.of(text);
        for (String value : values) {
            try {
                assignments.add(new Assignment<>(setting, setting.type().parse(value), this));
            } catch (InvalidSettingException e) {
                throw new InvalidSettingException(
                        "Invalid value for environment variable " + nameOf(setting) + ": " + e.getMessage());
            }
        }
    }

    @Override
    public String nameOf(Setting<?> setting) {
        return PREFIX + setting.name().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public List<String> unknown() {
        List<String> names = new ArrayList<>();
        for (String name : variables.keySet()) {
            if (name.startsWith(PREFIX) && !isSetting(name)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    private boolean isSetting(String variable) {
        for (Setting<?> setting : Settings.all()) {
            if (nameOf(setting).equals(variable)) {
                return true;
            }
        }
        return false;
    }
}
