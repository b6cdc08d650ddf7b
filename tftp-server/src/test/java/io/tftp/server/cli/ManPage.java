package io.tftp.server.cli;

import io.tftp.server.config.Environment;
import io.tftp.server.config.Group;
import io.tftp.server.config.Setting;
import io.tftp.server.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes {@code docs/man/tftpd.8} from the table of settings and from what {@code --help} says, in the man macros of roff. */
final class ManPage {

    private static final Environment ENVIRONMENT = new Environment(Map.of());

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec command = CommandLineSettings.describe();

    private ManPage() {}

    static String text() {
        return new ManPage().write();
    }

    private String write() {
        String header = String.join(" ", command.usageMessage().header());
        page.append(".\\\" Made from io.tftp.server.config.Settings; ManPageTest says how to renew it.\n")
                .append(".TH TFTPD 8\n");
        section(
                "NAME",
                "tftpd \\- "
                        + escape(header.substring(0, 1).toLowerCase(Locale.ROOT)
                                + header.substring(1, header.length() - 1)));
        section("SYNOPSIS", ".B tftpd\n[\\fIoptions\\fR] \\fIDIRECTORY\\fR");
        section("DESCRIPTION", paragraphs(command.usageMessage().description()));
        page.append(".SH OPTIONS\n");
        for (Group group : Group.values()) {
            page.append(".SS ").append(escape(group.title())).append('\n');
            Settings.all().stream().filter(setting -> setting.group() == group).forEach(this::setting);
        }
        page.append(".SS Other\n");
        command.options().stream().filter(option -> option.userObject() == null).forEach(this::option);
        page.append(".SH \"EXIT STATUS\"\n");
        command.usageMessage().exitCodeList().forEach((code, meaning) -> entry(escape(code.strip()), escape(meaning)));
        section("EXAMPLES", examples());
        section("SEE ALSO", ".BR in.tftpd (8),\n.BR dnsmasq (8)");
        return page.toString();
    }

    private void section(String title, String text) {
        page.append(".SH ")
                .append(title.contains(" ") ? '"' + title + '"' : title)
                .append('\n')
                .append(text)
                .append('\n');
    }

    private static String paragraphs(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.isEmpty() ? ".PP" : escape(line))
                .collect(Collectors.joining("\n"));
    }

    private void setting(Setting<?> setting) {
        String names = bold(setting.isPositional() ? "" : setting.option());
        if (!setting.shortName().isEmpty()) {
            names = bold("-" + setting.shortName()) + ", " + names;
        }
        String value = setting.isSwitch() ? "" : italic(setting.label());
        String separator = setting.isPositional() || setting.isSwitch() ? "" : "=";
        entry(
                names + separator + value,
                escape(setting.help()) + "\nEnvironment variable: " + bold(ENVIRONMENT.nameOf(setting)) + ".");
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(ManPage::bold).collect(Collectors.joining(", "));
        entry(names, escape(String.join(" ", option.description())));
    }

    private void entry(String tag, String text) {
        page.append(".TP\n").append(tag).append('\n').append(text).append('\n');
    }

    /** A line of two blanks is what an example shows, one of four its command. */
    private String examples() {
        StringBuilder text = new StringBuilder();
        boolean inCommand = false;
        for (String line : List.of(command.usageMessage().footer())) {
            boolean isCommand = line.startsWith("    ");
            if (isCommand != inCommand) {
                text.append(isCommand ? ".PP\n.RS 4\n.nf\n" : ".fi\n.RE\n.PP\n");
                inCommand = isCommand;
            }
            text.append(escape(isCommand ? line.substring(4) : line.strip())).append('\n');
        }
        return text.append(inCommand ? ".fi\n.RE" : "").toString();
    }

    private static String bold(String text) {
        return text.isEmpty() ? "" : "\\fB" + escape(text) + "\\fR";
    }

    private static String italic(String text) {
        return "\\fI" + escape(text) + "\\fR";
    }

    /** What roff would take for more than text: backslashes, dashes that are to be typed, and a control character at a line's start. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
