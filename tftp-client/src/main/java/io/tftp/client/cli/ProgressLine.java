package io.tftp.client.cli;

import io.tftp.client.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The line that says how far a transfer is, for a terminal of any width: of several wordings the most telling one that fits. Static
 * and pure.
 *
 * <pre>
 *   get pxelinux.0: waiting for 192.0.2.1:69, 3 requests sent
 *   get pxelinux.0: 192.0.2.1:69 did not answer, asking 192.0.2.2:69
 *   get pxelinux.0: 45 % [=========>           ] 12.3 MB of 27.0 MB, 3.9 MB/s, 4 s left
 *   get pxelinux.0: 45 %, no answer for 4 s
 * </pre>
 */
final class ProgressLine {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LONGEST_TITLE = 30;
    private static final int SHORTEST_BAR = 6;
    private static final int LONGEST_BAR = 40;
    private static final int HUNDRED = 100;
    private static final int MINUTE = 60;

    private ProgressLine() {}

    /** A shorter silence in the middle of a transfer is nothing to show: one lost packet makes it. */
    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

    /**
     * The line.
     *
     * @param state how far the transfer is
     * @param columns the most that it may take, 1 or more
     */
    static String of(ProgressState state, int columns) {
        String title = TextWidth.cut(state.title(), LONGEST_TITLE);
        return state.waitingFor().isPresent() && !state.begun()
                ? first(columns, waiting(state, title))
                : state.waitingFor().isPresent() && state.silence().compareTo(WORTH_SAYING) >= 0
                        ? first(columns, silent(state, title))
                        : running(state, title, columns);
    }

    private static List<String> waiting(ProgressState state, String title) {
        String server = HostPort.describe(state.waitingFor().orElseThrow());
        String requests = state.asked() + (state.asked() == 1 ? " request" : " requests");
        String asking = asking(state.waitingFor().orElseThrow(), state.before());
        return List.of(
                title + ": "
                        + (state.before().isPresent() ? asking : "waiting for " + server + ", " + requests + " sent"),
                "waiting for " + server + ", " + requests + " sent",
                "waiting, " + requests + " sent",
                requests + " sent",
                requests,
                "waiting");
    }

    /** Which of a server's addresses is asked, and why. */
    static String asking(InetSocketAddress server, Optional<String> before) {
        return before.map(what -> what + ", ").orElse("") + "asking " + HostPort.describe(server);
    }

    private static List<String> silent(ProgressState state, String title) {
        String silence = "no answer for " + seconds(state.silence());
        return List.of(
                title + ": " + share(state) + ", " + silence,
                share(state) + ", " + silence,
                silence,
                "silent " + seconds(state.silence()),
                seconds(state.silence()));
    }

    private static String running(ProgressState state, String title, int columns) {
        String speed = Summary.rate(rate(state));
        String known = state.totalBytes().isPresent() ? amounts(state) + ", " + speed + remaining(state) : speed;
        String all = title + ": " + share(state) + ", " + known;
        int room = Math.min(columns - TextWidth.of(all) - 3, LONGEST_BAR);
        if (state.totalBytes().isPresent() && room >= SHORTEST_BAR) {
            return title + ": " + share(state) + " [" + bar(fraction(state), room) + "] " + known;
        }
        return first(
                columns,
                List.of(all, title + ": " + share(state) + ", " + speed, share(state) + ", " + speed, share(state)));
    }

    private static String first(int columns, List<String> wordings) {
        return wordings.stream()
                .filter(wording -> TextWidth.of(wording) <= columns)
                .findFirst()
                .orElseGet(() -> TextWidth.cut(wordings.get(wordings.size() - 1), columns));
    }

    /** The share of the whole, or the amount where the whole isn't known. */
    private static String share(ProgressState state) {
        if (state.totalBytes().isEmpty()) {
            return Summary.amount((double) state.bytes());
        }
        return (int) (fraction(state) * HUNDRED) + " %";
    }

    private static String amounts(ProgressState state) {
        return Summary.amount((double) state.bytes()) + " of "
                + Summary.amount((double) state.totalBytes().orElseThrow());
    }

    private static double fraction(ProgressState state) {
        long total = state.totalBytes().orElse(0);
        return total <= 0 ? 0 : Math.min(1, (double) state.bytes() / total);
    }

    private static String bar(double fraction, int room) {
        int done = (int) (fraction * room);
        String tip = done < room ? ">" : "";
        return "=".repeat(done) + tip + " ".repeat(room - done - tip.length());
    }

    private static double rate(ProgressState state) {
        double seconds = state.elapsed().toNanos() / NANOS_PER_SECOND;
        return seconds <= 0 ? 0 : state.bytes() / seconds;
    }

    private static String remaining(ProgressState state) {
        double rate = rate(state);
        long left = state.totalBytes().orElse(0) - state.bytes();
        return rate <= 0 || left < 0 ? "" : ", " + time((long) Math.ceil(left / rate)) + " left";
    }

    private static String seconds(Duration time) {
        return time(time.toSeconds());
    }

    private static String time(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        long minutes = seconds / MINUTE;
        return minutes < MINUTE
                ? minutes + " min " + seconds % MINUTE + " s"
                : minutes / MINUTE + " h " + minutes % MINUTE + " min";
    }
}
