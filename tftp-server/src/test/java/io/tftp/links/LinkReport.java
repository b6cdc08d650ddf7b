package io.tftp.links;

import io.tftp.comparison.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found, as Markdown. Static. */
final class LinkReport {

    /** The column of the time that is wanted. */
    private static final int WANTED_TIME = 6;

    private LinkReport() {}

    /** What is wanted and how our own programs do by themselves, then the others and other windows. */
    static String markdown(String invocation, int rounds, Map<Link, Map<Program, Outcome>> results) {
        long met = verdicts(results, true);
        long missed = verdicts(results, false);
        return "`" + invocation + "`, " + rounds + (rounds == 1 ? " round" : " rounds") + ". Of " + (met + missed)
                + " targets " + met + " are met and " + missed + " are not.\n\n"
                + judged(results)
                + (results.values().stream().anyMatch(outcomes -> outcomes.size() > 2)
                        ? "\nOther windows and other programs:\n\n" + compared(results)
                        : "");
    }

    private static long verdicts(Map<Link, Map<Program, Outcome>> results, boolean met) {
        return results.entrySet().stream()
                .flatMap(each -> each.getValue().entrySet().stream()
                        .filter(outcome -> outcome.getKey().judged())
                        .map(outcome -> outcome.getValue().meets(each.getKey().wanted())))
                .filter(verdict -> verdict == met)
                .count();
    }

    private static Table judged(Map<Link, Map<Program, Outcome>> results) {
        Table table = new Table(
                List.of("link", "file", "direction", "verdict"),
                List.of("seconds", "× line time", "wanted", "sent / needed", "wanted"));
        results.forEach((link, outcomes) -> outcomes.forEach((program, outcome) -> {
            if (program.judged()) {
                List<String> cells = new ArrayList<>(List.of(
                        link.title(),
                        size(link),
                        program.get() ? "get" : "put",
                        outcome.meets(link.wanted()) ? "met" : "**not met**"));
                cells.addAll(figures(link, outcome));
                cells.add(WANTED_TIME, wantedTime(link));
                cells.add(number(link.wanted().sent()));
                table.row(cells);
            }
        }));
        return table;
    }

    private static String wantedTime(Link link) {
        Link.Wanted wanted = link.wanted();
        String time =
                wanted.time().isEmpty() ? "–" : number(wanted.time().getAsDouble()) + (link.hasRate() ? "" : " s");
        return wanted.spread().isEmpty()
                ? time
                : time + ", slowest " + number(wanted.spread().getAsDouble());
    }

    private static Table compared(Map<Link, Map<Program, Outcome>> results) {
        Table table = new Table(List.of("link", "client, server"), List.of("seconds", "× line time", "sent / needed"));
        results.forEach((link, outcomes) -> {
            if (outcomes.size() > 2) {
                outcomes.forEach((program, outcome) -> {
                    List<String> cells = new ArrayList<>(List.of(link.title(), program.toString()));
                    cells.addAll(figures(link, outcome));
                    table.row(cells);
                });
            }
        });
        return table;
    }

    private static List<String> figures(Link link, Outcome outcome) {
        String time = outcome.done()
                ? number(outcome.seconds())
                : "failed, or > " + link.patience().toSeconds();
        String measure = outcome.done() && link.hasRate() ? number(outcome.measure()) : "–";
        String spread = link.transfers() > 1 && outcome.done() ? ", slowest " + number(outcome.spread()) : "";
        return List.of(time, measure + spread, number(outcome.sent()));
    }

    private static String size(Link link) {
        int kibibytes = link.fileBytes() / 1024;
        String size = kibibytes % 1024 == 0 ? kibibytes / 1024 + " MiB" : kibibytes + " KiB";
        return link.transfers() == 1 ? size : link.transfers() + " × " + size;
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
