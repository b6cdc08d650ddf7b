package io.tftp.server.config;

import io.tftp.server.config.Setting.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects a row of the table: {@link #help} ends it. */
final class SettingBuilder<T> {

    private final Group group;
    private final String name;
    private final ValueType<T> type;
    private final List<Relation> relations = new ArrayList<>();
    private String shortName = "";
    private String label;
    private Optional<Range<T>> range = Optional.empty();
    private Optional<T> defaultValue = Optional.empty();
    private boolean positional;
    private boolean repeatable;
    private boolean reloadable;

    SettingBuilder(Group group, String name, ValueType<T> type) {
        this.group = group;
        this.name = name;
        this.type = type;
        this.label = type.label();
    }

    SettingBuilder<T> shortName(String letter) {
        shortName = letter;
        return this;
    }

    /** Another word for the value than the type's. */
    SettingBuilder<T> label(String word) {
        label = word;
        return this;
    }

    SettingBuilder<T> range(Range<T> newRange) {
        range = Optional.of(newRange);
        return this;
    }

    SettingBuilder<T> defaultsTo(T value) {
        defaultValue = Optional.of(value);
        return this;
    }

    SettingBuilder<T> positional() {
        positional = true;
        return this;
    }

    SettingBuilder<T> repeatable() {
        repeatable = true;
        return this;
    }

    SettingBuilder<T> reloadable() {
        reloadable = true;
        return this;
    }

    SettingBuilder<T> excludes(Setting<?> other, String complaint) {
        relations.add(new Relation(Relation.Kind.EXCLUDES, other, complaint));
        return this;
    }

    SettingBuilder<T> needs(Setting<?> other, String complaint) {
        relations.add(new Relation(Relation.Kind.NEEDS, other, complaint));
        return this;
    }

    SettingBuilder<T> sharesListWith(Setting<?> other) {
        relations.add(new Relation(Relation.Kind.SHARES_LIST, other, ""));
        return this;
    }

    /** The help, in which {@code {range}} and {@code {default}} stand for these. */
    Setting<T> help(String text) {
        String rangeText = range.isPresent() ? range.get().text(type) : "";
        String defaultText = defaultValue.isPresent() ? type.text(defaultValue.get()) : "";
        return new Setting<>(
                group,
                name,
                shortName,
                type,
                label,
                range,
                defaultValue,
                positional,
                repeatable,
                reloadable,
                List.copyOf(relations),
                text.replace("{range}", rangeText).replace("{default}", defaultText));
    }
}
