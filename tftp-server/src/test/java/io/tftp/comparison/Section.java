package io.tftp.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the report says of a scenario.
 *
 * @param scenario what was done
 * @param results what came of it, in the order of the cases
 */
record Section(Scenario scenario, List<CaseResult> results) {

    String markdown() {
        return "## " + scenario.title() + "\n\n"
                + scenario.about().strip() + "\n\n"
                + figures() + "\n"
                + targets() + "\n"
                + "Again: `scripts/bench " + scenario.name() + "`\n";
    }

    private Table figures() {
        Table table = new Table(
                List.of("case", "server"),
                scenario.columns().stream().map(Figure::toString).toList());
        for (CaseResult result : results) {
            for (Contender contender : result.theCase().contenders()) {
                List<Sample> samples = samples(result).getOrDefault(contender, List.of());
                List<String> cells = new ArrayList<>(List.of(result.theCase().title(), contender.toString()));
                scenario.columns().forEach(figure -> cells.add(figure.text(samples)));
                table.row(cells);
            }
        }
        return table;
    }

    private static Map<Contender, List<Sample>> samples(CaseResult result) {
        return result.samples();
    }

    private Table targets() {
        Table table = new Table(List.of("case", "wanted", "measured", "verdict"), List.of());
        for (CaseResult result : results) {
            for (Target target : result.theCase().targets()) {
                Target.Verdict verdict = target.judge(result);
                table.row(List.of(result.theCase().title(), verdict.wanted(), verdict.measured(), verdict.word()));
            }
        }
        return table;
    }

    /** How many targets there are that are met, or not. */
    long verdicts(boolean met) {
        return results.stream()
                .flatMap(result -> result.theCase().targets().stream().map(target -> target.judge(result)))
                .filter(verdict -> verdict.met() == met)
                .count();
    }
}
