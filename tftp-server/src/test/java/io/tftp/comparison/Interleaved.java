package io.tftp.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Servers take turns, so that what disturbs the machine for a while disturbs all of them: each case has fresh ones, uncounted
 * runs, and then rounds.
 */
final class Interleaved implements Procedure {

    @Override
    public List<CaseResult> run(List<Case> cases, Bench bench) throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (Case each : cases) {
            bench.say(each.title());
            try (Servers servers = new Servers(bench)) {
                results.add(run(each, bench, servers));
            }
        }
        return results;
    }

    private static CaseResult run(Case each, Bench bench, Servers servers) throws IOException, InterruptedException {
        Affinity affinity = Affinity.ofThisProcess();
        long pid = ProcessHandle.current().pid();
        warmUp(each, bench, servers);
        if (each.pinned()) {
            for (Contender contender : servers.contenders()) {
                affinity.pin(servers.get(contender).pid());
            }
            affinity.pin(pid); // and what it starts from here on
        }
        try {
            Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);
            each.contenders().forEach(contender -> samples.put(contender, new ArrayList<>()));
            for (int round = 0; round < bench.effort().rounds(); round++) {
                for (Contender contender : each.contenders()) {
                    if (round < each.roundsOf(contender, bench.effort().rounds())) {
                        Sample sample = measure(each, contender, bench, servers);
                        samples.get(contender).add(sample);
                        bench.say(line(round, contender, sample));
                    }
                }
            }
            return new CaseResult(each, samples);
        } finally {
            if (each.pinned()) {
                affinity.release(pid);
            }
        }
    }

    /** Not pinned yet, so that compilers don't get into the way. Ours last: by then the clients are warm, too. */
    private static void warmUp(Case each, Bench bench, Servers servers) throws IOException, InterruptedException {
        List<Contender> order = new ArrayList<>(each.contenders());
        Collections.reverse(order);
        for (Contender contender : order) {
            if (!contender.startsAnew()) {
                Running server = servers.start(contender);
                long end = System.nanoTime()
                        + (contender.ours() ? bench.effort().warmUp().toNanos() : 0);
                do {
                    bench.measure(server, each.warmUp(), each.limit());
                } while (System.nanoTime() - end < 0);
            }
        }
    }

    private static Sample measure(Case each, Contender contender, Bench bench, Servers servers)
            throws IOException, InterruptedException {
        if (!contender.startsAnew()) {
            return bench.measure(servers.get(contender), each.load(), each.limit());
        }
        Running server = servers.start(contender);
        try {
            return bench.measure(server, each.load().transfers(each.load().clients()), each.limit());
        } finally {
            servers.stop(contender);
        }
    }

    private static String line(int round, Contender contender, Sample sample) {
        return String.format(
                Locale.ROOT,
                "  %d  %-20s %8s MB/s  %7s CPU s/GB  %4.1f s  generator %s %%%s",
                round + 1,
                contender,
                Figure.RATE.text(Figure.RATE.of(sample)),
                Figure.PROCESSOR_PER_GIGABYTE.text(Figure.PROCESSOR_PER_GIGABYTE.of(sample)),
                sample.seconds(),
                Figure.GENERATOR_SHARE.text(Figure.GENERATOR_SHARE.of(sample)),
                sample.failures() == 0 ? "" : "  FAILED " + sample.failures());
    }
}
