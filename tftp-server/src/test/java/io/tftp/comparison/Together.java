package io.tftp.comparison;

import io.tftp.client.bench.LoadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All cases on all servers at once, all rounds too: for transfers that wait for timers nearly all the time, and would take an
 * hour one after the other. Each has chance of its own, the same one on each server. What the servers use is not told apart.
 */
final class Together implements Procedure {

    @Override
    public List<CaseResult> run(List<Case> cases, Bench bench) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Servers servers = new Servers(bench)) {
            for (Case each : cases) {
                start(each, bench, servers);
            }
            bench.say("all at once");
            List<Map<Contender, List<CompletableFuture<Sample>>>> running = new ArrayList<>();
            for (Case each : cases) {
                running.add(begin(each, bench, servers, threads));
            }
            List<CaseResult> results = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                results.add(join(cases.get(i), running.get(i), bench));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** One server of each contender, and a first transfer of each case on each. */
    private static void start(Case each, Bench bench, Servers servers) throws IOException, InterruptedException {
        bench.prepare(each.load());
        for (Contender contender : each.contenders()) {
            Running server =
                    servers.contenders().contains(contender) ? servers.get(contender) : servers.start(contender);
            bench.measure(server, each.warmUp(), each.limit());
        }
    }

    private static Map<Contender, List<CompletableFuture<Sample>>> begin(
            Case each, Bench bench, Servers servers, ExecutorService threads) {
        Map<Contender, List<CompletableFuture<Sample>>> samples = new EnumMap<>(Contender.class);
        for (Contender contender : each.contenders()) {
            List<CompletableFuture<Sample>> rounds = new ArrayList<>();
            for (int round = 0; round < each.roundsOf(contender, bench.effort().rounds()); round++) {
                int seed = round + 1;
                rounds.add(CompletableFuture.supplyAsync(
                        () -> sample(each, bench, servers.get(contender), seed), threads));
            }
            samples.put(contender, rounds);
        }
        return samples;
    }

    private static Sample sample(Case each, Bench bench, Running server, int seed) {
        Load load = each.load();
        try {
            LoadResult result = bench.run(server, load, bench.remote(load), Site.ownContent(load), seed, each.limit());
            return new Sample(load, result, ServerUse.UNKNOWN, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CaseResult join(Case each, Map<Contender, List<CompletableFuture<Sample>>> running, Bench bench)
            throws IOException, InterruptedException {
        Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);
        for (Map.Entry<Contender, List<CompletableFuture<Sample>>> rounds : running.entrySet()) {
            List<Sample> all = new ArrayList<>();
            for (CompletableFuture<Sample> round : rounds.getValue()) {
                all.add(await(round));
            }
            samples.put(rounds.getKey(), all);
            bench.say(String.format(
                    "%s: %s %s s, %s failed",
                    each.title(), rounds.getKey(), Figure.SECONDS.text(all), Figure.FAILURES.text(all)));
        }
        return new CaseResult(each, samples);
    }

    private static Sample await(CompletableFuture<Sample> round) throws IOException, InterruptedException {
        try {
            return round.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
