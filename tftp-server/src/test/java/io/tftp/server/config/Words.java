package io.tftp.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Settings as words such as {@code --port=69} and {@code DIRECTORY=d}. */
final class Words implements SettingsSource {

    private final String words;

    Words(String words) {
        this.words = words;
    }

    @Override
    public List<Assignment<?>> assignments(Predicate<Setting<?>> wanted) throws InvalidSettingException {
        List<Assignment<?>> assignments = new ArrayList<>();
        for (String word : words.strip().split(" +", -1)) {
            int equals = word.indexOf('=');
            for (Setting<?> setting : Settings.all()) {
                if (equals > 0 && nameOf(setting).equals(word.substring(0, equals)) && wanted.test(setting)) {
                    assignments.add(Assignment.of(setting, setting.type().parse(word.substring(equals + 1)), this));
                }
            }
        }
        return assignments;
    }

    @Override
    public String nameOf(Setting<?> setting) {
        return setting.option();
    }
}
