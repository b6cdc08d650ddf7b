package io.tftp.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What servers use when the load is over: all of them are watched at once, as none of them has anything to do. */
final class IdleAfterLoad implements Procedure {

    /** What is left of the load, such as a last timer. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration USUAL_PERIOD = Duration.ofSeconds(20);

    private static final Duration SHORT_PERIOD = Duration.ofSeconds(6);

    @Override
    public List<CaseResult> run(List<Case> cases, Bench bench) throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (Case each : cases) {
            bench.say(each.title());
            try (Servers servers = new Servers(bench)) {
                results.add(new CaseResult(each, watch(each, bench, servers)));
            }
        }
        return results;
    }

    private static Map<Contender, List<Sample>> watch(Case each, Bench bench, Servers servers)
            throws IOException, InterruptedException {
        Map<Contender, Sample> loads = new EnumMap<>(Contender.class);
        for (Contender contender : each.contenders()) {
            loads.put(contender, bench.measure(servers.start(contender), each.load(), each.limit()));
        }
        Thread.sleep(PAUSE.toMillis());
        Map<Contender, ServerGauge> gauges = new EnumMap<>(Contender.class);
        for (Contender contender : each.contenders()) {
            gauges.put(contender, new ServerGauge(servers.get(contender)));
        }
        Thread.sleep((bench.effort().small() ? SHORT_PERIOD : USUAL_PERIOD).toMillis());
        Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);
        for (Contender contender : each.contenders()) {
            ServerUse use = gauges.get(contender).read();
            samples.put(
                    contender,
                    List.of(new Sample(each.load(), loads.get(contender).result(), use, 0)));
        }
        return samples;
    }
}
