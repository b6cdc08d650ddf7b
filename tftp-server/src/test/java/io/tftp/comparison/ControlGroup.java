package io.tftp.comparison;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A group of processes whose processor time the kernel adds up (cgroup v2), that of those that have ended too: tftpd-hpa lets the
 * kernel take its children away without a look, so that their time is nobody's otherwise.
 */
final class ControlGroup implements Closeable {

    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private static final String PROCESSES = "cgroup.procs";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    private final Path directory;

    private ControlGroup(Path directory) {
        this.directory = directory;
    }

    /**
     * Puts a process into a new group, with those that it will start.
     *
     * @param pid the process
     * @return the group; empty where this system has none, or they aren't ours to make
     */
    static Optional<ControlGroup> of(long pid) throws IOException {
        Optional<Path> root = root(Files.readString(MOUNTS));
        if (root.isEmpty() || !Files.isWritable(root.get())) {
            return Optional.empty();
        }
        try {
            Path directory = Files.createDirectory(root.get().resolve("tftp-comparison-" + pid));
            Files.writeString(directory.resolve(PROCESSES), Long.toString(pid));
            return Optional.of(new ControlGroup(directory));
        } catch (FileSystemException e) {
            return Optional.empty(); // read-only, in a container
        }
    }

    /**
     * Where the groups are.
     *
     * @param mounts the text of /proc/self/mounts
     */
    static Optional<Path> root(String mounts) {
        return mounts.lines()
                .map(line -> List.of(line.split(" ", -1)))
                .filter(fields -> fields.get(2).equals("cgroup2"))
                .map(fields -> Path.of(fields.get(1)))
                .findFirst();
    }

    /** What the group used since it is there. */
    Duration processorTime() throws IOException {
        return processorTime(Files.readString(directory.resolve("cpu.stat")));
    }

    /**
     * The sum of a group.
     *
     * @param stat the text of its file cpu.stat
     */
    static Duration processorTime(String stat) {
        return ProcFiles.field(stat, "usage_usec", "")
                .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                .orElseThrow(() -> new IllegalArgumentException("no usage_usec in " + stat));
    }

    /** Those that are in it. */
    Stream<ProcessHandle> processes() throws IOException {
        return Files.readAllLines(directory.resolve(PROCESSES)).stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream());
    }

    /** Ends what is left in it, and removes it. */
    @Override
    public void close() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            processes().forEach(ProcessHandle::destroyForcibly);
            try {
                Files.delete(directory);
                return;
            } catch (FileSystemException e) {
                // "Device or resource busy" until the last process is gone.
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }
}
