package io.tftp.client.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;

/**
 * What was used of the processors between two moments: by this process, and by the thread that both methods of the loop are
 * called on.
 */
final class ProcessorTime {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Optional<Duration> start = ofProcess();
    private volatile long loopStartNanos = -1;
    private volatile long loopNanos = -1;

    private static Optional<Duration> ofProcess() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    private long ofThread() {
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
    }

    /** On the loop. */
    void loopStarts() {
        loopStartNanos = ofThread();
    }

    /** On the loop. */
    void loopEnds() {
        loopNanos = loopStartNanos < 0 ? -1 : ofThread() - loopStartNanos;
    }

    /** The process's, until now; empty where the system doesn't tell. */
    Optional<Duration> process() {
        return start.flatMap(from -> ofProcess().map(until -> until.minus(from)));
    }

    /** The loop's; empty where the system doesn't tell. */
    Optional<Duration> loop() {
        return loopNanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(loopNanos));
    }
}
