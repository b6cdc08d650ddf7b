package io.tftp.comparison;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The servers that run, one of each contender at most. Not thread-safe. */
final class Servers implements Closeable {

    private final Bench bench;
    private final Map<Contender, Running> running = new EnumMap<>(Contender.class);

    Servers(Bench bench) {
        this.bench = bench;
    }

    /** Starts one, in place of the one that ran. */
    Running start(Contender contender) throws IOException, InterruptedException {
        stop(contender);
        Running server = bench.start(contender);
        running.put(contender, server);
        return server;
    }

    /** Those that run. */
    Set<Contender> contenders() {
        return Set.copyOf(running.keySet());
    }

    Running get(Contender contender) {
        return Optional.ofNullable(running.get(contender))
                .orElseThrow(() -> new NoSuchElementException(contender + " doesn't run"));
    }

    void stop(Contender contender) throws IOException {
        Running server = running.remove(contender);
        if (server != null) {
            server.close();
        }
    }

    /** Stops all, an interrupted thread's too: what it takes to stop them can't be done with that status. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (Contender contender : Contender.values()) {
                stop(contender);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
