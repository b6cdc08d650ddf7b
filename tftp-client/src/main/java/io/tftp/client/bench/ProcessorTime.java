package io.tftp.client.bench;

import java.time.Duration;
import java.util.Optional;

/** What this process has used of the processors since a moment. Immutable. */
final class ProcessorTime {

    private final Optional<Duration> start;

    private ProcessorTime(Optional<Duration> start) {
        this.start = start;
    }

    static ProcessorTime start() {
        return new ProcessorTime(now());
    }

    private static Optional<Duration> now() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    Optional<Duration> elapsed() {
        return start.flatMap(from -> now().map(until -> until.minus(from)));
    }
}
