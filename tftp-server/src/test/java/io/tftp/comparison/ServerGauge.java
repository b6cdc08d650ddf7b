package io.tftp.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures a server from its making until {@link #read}. What it takes to look at a thousand processes is the reason why memory is
 * looked at only twice a second, and only where there are several; of a single process the kernel itself keeps the peak.
 */
final class ServerGauge {

    private static final Duration SAMPLING_INTERVAL = Duration.ofMillis(500);

    private final Running server;
    private final long startNanos;
    private final Optional<Duration> startTime;
    private final long startDrops;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<Long> largest;

    /** Begins to measure. */
    ServerGauge(Running server) throws IOException {
        this.server = server;
        this.startDrops = server.drops();
        this.startTime = server.processorTime();
        this.startNanos = System.nanoTime();
        this.largest = server.contender().forks()
                ? CompletableFuture.supplyAsync(this::watch)
                : CompletableFuture.completedFuture(0L);
    }

    /** What was used until now. Once. */
    ServerUse read() throws IOException {
        Duration period = Duration.ofNanos(System.nanoTime() - startNanos);
        Optional<Duration> time = server.processorTime();
        over.complete(null);
        long resident = server.residentBytes();
        return new ServerUse(
                period,
                startTime.flatMap(from -> time.map(until -> until.minus(from))),
                Math.max(largest.join(), server.contender().forks() ? resident : server.peakBytes()),
                resident,
                server.drops() - startDrops);
    }

    private long watch() {
        long most = 0;
        do {
            try {
                most = Math.max(most, server.residentBytes());
            } catch (IOException e) {
                return most; // it has ended
            }
        } while (!overWithin(SAMPLING_INTERVAL));
        return most;
    }

    private boolean overWithin(Duration time) {
        try {
            over.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }
}
