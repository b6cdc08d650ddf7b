package io.tftp.comparison;

import io.tftp.client.bench.Content;
import io.tftp.client.bench.LoadGenerator;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.client.bench.LoadResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What all measurements share: the files, the effort, and where they say how far they are. */
final class Bench {

    private final Site site;
    private final Effort effort;
    private final Consumer<String> progress;
    private final Map<Contender, List<String>> commands = new TreeMap<>();

    Bench(Site site, Effort effort, Consumer<String> progress) {
        this.site = site;
        this.effort = effort;
        this.progress = progress;
    }

    Effort effort() {
        return effort;
    }

    void say(String message) {
        progress.accept(message);
    }

    /** How each server was started that was. */
    Map<Contender, List<String>> commands() {
        return commands;
    }

    /** Makes the file that a load needs, if it isn't there. */
    void prepare(Load load) throws IOException {
        site.prepare(load);
    }

    /** Starts a server over the directory. */
    Running start(Contender contender) throws IOException, InterruptedException {
        Running server = Running.start(contender, site.directory());
        commands.putIfAbsent(contender, general(server));
        return server;
    }

    /** How a server was started, without what differs from run to run. */
    private List<String> general(Running server) {
        String port = Integer.toString(server.address().getPort());
        String own = server.address().getAddress().getHostAddress();
        return server.command().stream()
                .map(word ->
                        word.replace(site.directory().toString(), "DIRECTORY").replace(Launcher.checkout() + "/", ""))
                .map(word -> word.endsWith(port) ? word.substring(0, word.length() - port.length()) + "PORT" : word)
                .map(word -> word.replaceFirst("=" + Pattern.quote(own) + "$", "=ADDRESS"))
                .toList();
    }

    /** One run of a load on a server, which is given up after a while. */
    Sample measure(Running server, Load load, Duration limit) throws IOException, InterruptedException {
        prepare(load);
        ServerGauge gauge = new ServerGauge(server);
        LoadResult result = run(server, load, site.remote(load), site.content(load), 0, limit);
        ServerUse use = gauge.read();
        long wrong = 0;
        if (load.direction() == Direction.PUT) {
            wrong = Math.max(0, result.succeeded() - site.removeUploads(load));
        }
        Sample sample = new Sample(load, result, use, wrong);
        if (sample.failures() > 0) {
            say("  " + server.contender() + ": " + sample.failures() + " failed " + result.failures());
        }
        return sample;
    }

    /** The clients' part of it, which may run beside others. */
    LoadResult run(Running server, Load load, String remote, Content content, long seed, Duration limit)
            throws IOException {
        LoadGenerator generator = new LoadGenerator(load.plan(server.address(), remote, content, seed));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> guard = ended.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(generator::stop);
        try {
            return generator.run();
        } finally {
            ended.complete(null);
            guard.join();
        }
    }

    String remote(Load load) {
        return site.remote(load);
    }
}
