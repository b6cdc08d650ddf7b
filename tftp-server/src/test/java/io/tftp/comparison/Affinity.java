package io.tftp.comparison;

import io.tftp.interop.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps processes on one processor core: with a packet each way in turn, two cores would measure above all how long one takes
 * to wake the other. It is the last core that this process may use.
 */
final class Affinity {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** Threads that end while taskset looks at them are an error to it. */
    private static final int TRIES = 3;

    private final String all;
    private final String one;

    private Affinity(String all) {
        this.all = all;
        this.one = all.substring(Math.max(all.lastIndexOf(','), all.lastIndexOf('-')) + 1);
    }

    /** As this process is allowed to run now. */
    static Affinity ofThisProcess() throws IOException {
        return of(Files.readString(STATUS));
    }

    /**
     * As a process is allowed to run.
     *
     * @param status the text of /proc/PID/status
     */
    static Affinity of(String status) throws IOException {
        return new Affinity(ProcFiles.field(status, "Cpus_allowed_list", ":")
                .orElseThrow(() -> new IOException("no Cpus_allowed_list in " + STATUS)));
    }

    /** The core. */
    String core() {
        return one;
    }

    /** Keeps all threads of a process on the one core. */
    void pin(long pid) throws IOException, InterruptedException {
        set(pid, one);
    }

    /** Lets all threads of a process run everywhere again. */
    void release(long pid) throws IOException, InterruptedException {
        set(pid, all);
    }

    private static void set(long pid, String cores) throws IOException, InterruptedException {
        List<String> command = List.of("taskset", "-a", "-c", "-p", cores, Long.toString(pid));
        for (int attempt = 1; ; attempt++) {
            Command.Result result = Command.run(command);
            if (result.exitCode() == 0) {
                return;
            }
            if (attempt == TRIES) {
                throw new IOException(command + " failed: " + result.err());
            }
        }
    }
}
