package io.tftp.server.config;

import java.util.Locale;
import java.util.Map;

/** Writes {@code docs/settings.md} from the table. */
final class SettingsReference {

    private static final Environment ENVIRONMENT = new Environment(Map.of());

    private SettingsReference() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                # Settings of `tftpd`

                <!-- Made from the table in io.tftp.server.config.Settings; SettingsReferenceTest says how to renew it. -->

                Each setting can be given on the command line or as an environment variable. The command line takes precedence: a
                variable is ignored if the command line gives the same setting, or one that can't be combined with it. The access
                rules for reading (`--allow-read` and `--deny-read`) count as one setting, and so do those for writing.

                In a variable, a switch is `true` or `false`, and several values are separated by commas or blanks. The networks that
                are allowed come before those that are denied; for another order, use the command line. An empty variable counts as
                not set. A variable whose name begins with `TFTPD_` and isn't in these tables is ignored, with a warning in the log.
                Kubernetes sets several of them for a service named `tftpd`, including `TFTPD_PORT`: choose another name for the
                service, or set `enableServiceLinks: false`.

                SIZE is in bytes; K, M, G and T stand for 1024, 1024^2 and so on.
                """);
        for (Group group : Group.values()) {
            text.append("\n## ")
                    .append(group.title())
                    .append("\n\n| setting | variable | values | what it does |\n|---|---|---|---|\n");
            for (Setting<?> setting : Settings.all()) {
                if (setting.group() == group) {
                    text.append(row(setting)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static <T> String row(Setting<T> setting) {
        String names = setting.shortName().isEmpty() ? "" : "`-" + setting.shortName() + "`, ";
        String value = setting.isPositional() || setting.isSwitch() ? "" : " " + setting.label();
        return String.format(
                Locale.ROOT,
                "| %s`%s` | `%s` | %s | %s |",
                names,
                cell(setting.option() + value),
                ENVIRONMENT.nameOf(setting),
                values(setting),
                cell(setting.help()));
    }

    private static <T> String values(Setting<T> setting) {
        if (setting.isSwitch()) {
            return "switch";
        }
        String unit =
                setting.type().unit().isEmpty() ? "" : " " + setting.type().unit();
        return setting.range().map(range -> range.text(setting.type()) + unit).orElse("")
                + (setting.isRepeatable() ? "repeatable" : "");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
