package io.tftp.comparison;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What Linux tells of processes and sockets in its files under /proc (proc(5)). Static, and pure: it is given their text. */
final class ProcFiles {

    /** The kernel counts in its own units, and tells in these (USER_HZ), on every architecture that runs Java. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int MILLIS_PER_TICK = 1000 / TICKS_PER_SECOND;

    /** Fields of /proc/PID/stat behind the command's name, which may have blanks and parentheses in it. */
    private static final int UTIME = 11;

    private static final int CSTIME = 14;

    /** Columns of /proc/net/udp. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int REMOTE_ADDRESS = 2;
    private static final String CONNECTED_TO_NOBODY = "00000000:0000";

    private static final int BYTES_PER_KIBIBYTE = 1024;

    private ProcFiles() {}

    /**
     * The processor time of a process, and of those of its children that have ended and were waited for.
     *
     * @param stat the text of /proc/PID/stat
     */
    static Duration processorTime(String stat) {
        List<String> fields = words(stat.substring(stat.lastIndexOf(')') + 1));
        return Duration.ofMillis(MILLIS_PER_TICK
                * fields.subList(UTIME, CSTIME + 1).stream()
                        .mapToLong(Long::parseLong)
                        .sum());
    }

    /**
     * A size of a process.
     *
     * @param status the text of /proc/PID/status
     * @param field such as VmHWM
     * @return bytes; empty for a process that has ended
     */
    static OptionalLong bytes(String status, String field) {
        return field(status, field, ":").stream()
                .mapToLong(value -> Long.parseLong(words(value).get(0)) * BYTES_PER_KIBIBYTE)
                .findFirst();
    }

    /**
     * What stands behind a name at the beginning of a line.
     *
     * @param text the text of a file such as /proc/PID/status or /proc/cpuinfo
     * @param name the name
     * @param separator what stands between the two, beside blanks
     * @return the first such line's value
     */
    static Optional<String> field(String text, String name, String separator) {
        return text.lines()
                .filter(line -> line.startsWith(name)
                        && line.substring(name.length()).strip().startsWith(separator))
                .map(line -> line.substring(line.indexOf(separator, name.length()) + separator.length())
                        .strip())
                .findFirst();
    }

    /**
     * How many datagrams the kernel has dropped at a port, most of all because its socket had no more room for them.
     *
     * @param udp the text of /proc/net/udp
     * @param port the port, of a socket that is connected to nobody
     * @return the sum of all such sockets, should there be several
     */
    static long drops(String udp, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return udp.lines()
                .map(ProcFiles::words)
                .filter(words -> words.size() > REMOTE_ADDRESS
                        && words.get(LOCAL_ADDRESS).endsWith(suffix)
                        && words.get(REMOTE_ADDRESS).equals(CONNECTED_TO_NOBODY))
                .mapToLong(words -> Long.parseLong(words.get(words.size() - 1)))
                .sum();
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).toList();
    }
}
