package io.tftp.comparison;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server used of its machine for some time.
 *
 * @param period how long it was watched
 * @param processorTime of all its processes; empty where the system doesn't tell
 * @param peakBytes the most memory it ever had, or the most that was seen of a process that forks
 * @param residentBytes the memory that it had at the end
 * @param drops datagrams that the kernel dropped at its request socket
 */
record ServerUse(Duration period, Optional<Duration> processorTime, long peakBytes, long residentBytes, long drops) {

    /** Where nobody looked. */
    static final ServerUse UNKNOWN = new ServerUse(Duration.ZERO, Optional.empty(), 0, 0, 0);

    /** The processor time in seconds; not a number where the system doesn't tell. */
    double processorSeconds() {
        return processorTime.map(Sample::seconds).orElse(Double.NaN);
    }
}
