package io.tftp.comparison;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that was found, as Markdown. Nothing in it is written by hand.
 *
 * @param invocation how the script was called
 * @param effort how much was done
 * @param machine where
 * @param commands how each server was started, without what differs from run to run
 * @param sections what came of it
 */
record Report(
        String invocation,
        Effort effort,
        Machine machine,
        Map<Contender, List<String>> commands,
        List<Section> sections) {

    /** The picture's file, beside the text's. */
    static final String PICTURE = "benchmarks.svg";

    String markdown(boolean picture) {
        return "# Benchmarks\n\n"
                + "`" + invocation + "` made this page; nothing in it is written by hand.\n\n"
                + summary() + "\n"
                + (picture
                        ? "![Throughput and time to first DATA over the number of clients](" + PICTURE + ")\n\n"
                        : "")
                + sections.stream().map(Section::markdown).collect(Collectors.joining("\n"))
                + "\nHow long the commands take to start is measured by `scripts/bench-startup`:"
                + " [startup.md](startup.md).\n\n"
                + method() + "\n"
                + place() + "\n"
                + servers();
    }

    private String summary() {
        long met =
                sections.stream().mapToLong(section -> section.verdicts(true)).sum();
        long missed =
                sections.stream().mapToLong(section -> section.verdicts(false)).sum();
        return "Of " + (met + missed) + " targets " + met + " are met and " + missed + " are not.\n";
    }

    private String method() {
        return """
                ## How it is measured

                - All servers serve the same files from the same directory on loopback, and take turns: one run of each, %d times.
                  Figures are the medians of these rounds; failures and dropped requests are their sum, memory the most that was
                  seen. A ratio is the median of the rounds' ratios, ours to the peer's: what disturbs the machine for a
                  while disturbs both.
                - Each case has fresh servers, and uncounted runs before the first round: one on each peer, and %d seconds of them on
                  tftpd, whose JVM compiles meanwhile. tftpd is started by `scripts/tftpd`, as its users do.
                - The clients are those of `tftp bench`, in one process on one event loop, which compares every byte. They run from
                  an address of their own, 127.0.0.2. *generator busy* is the share of time in which that loop used a processor:
                  near 100 %% the clients may be the limit.
                - Processor time is the server's, user and system, of all its processes, as a control group (cgroup v2) adds it up;
                  where there is none, `/proc/PID/stat` tells, but not of tftpd-hpa, whose children it forgets.
                  On loopback the kernel's work for a packet is mostly charged to its sender. Memory is the
                  kernel's peak of the resident set (`VmHWM`); for a server of many processes the largest sum that was seen,
                  twice a second, in which what they share counts for each of them.
                - All servers log as they do by default, to a file.
                """.formatted(effort.rounds(), effort.warmUp().toSeconds());
    }

    private String place() {
        Table table = new Table(List.of("machine", ""), List.of());
        table.row(List.of("processor", machine.processors()));
        table.row(List.of("memory", machine.memory()));
        table.row(List.of("kernel", machine.kernel()));
        table.row(List.of("JDK", machine.java()));
        table.row(List.of("file system", machine.fileSystem()));
        table.row(List.of("largest socket buffer", machine.socketBuffer()));
        return table.toString();
    }

    private String servers() {
        Table table = new Table(List.of("server", "started by"), List.of());
        commands.forEach((contender, command) ->
                table.row(List.of(contender.titleAndVersion(), "`" + String.join(" ", command) + "`")));
        return table.toString();
    }
}
