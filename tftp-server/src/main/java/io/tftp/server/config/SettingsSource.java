package io.tftp.server.config;

import java.util.List;
import java.util.function.Predicate;

/** Where settings are set: the command line, the environment. */
public interface SettingsSource {

    /**
     * What it sets.
     *
     * @param wanted which settings it is asked for; values of others aren't even read
     * @return the values in their order, one each of what is repeatable
     * @throws InvalidSettingException if a value can't be read
     */
    List<Assignment<?>> assignments(Predicate<Setting<?>> wanted) throws InvalidSettingException;

    /**
     * What a setting is called there, for complaints.
     *
     * @param setting any setting
     * @return such as {@code --max-rate} or {@code TFTPD_MAX_RATE}
     */
    String nameOf(Setting<?> setting);

    /**
     * What stands there as if it set something, and doesn't: a slip of the pen perhaps.
     *
     * @return its names
     */
    default List<String> unknown() {
        return List.of();
    }
}
