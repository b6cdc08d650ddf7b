package io.tftp.server.cli;

import io.tftp.core.link.AddressText;
import io.tftp.server.Limit;
import io.tftp.server.ServerLimits;
import io.tftp.server.config.Setting;
import io.tftp.server.config.Settings;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is said of limits that were reached: at once the first time, and then a line a minute for each limit at most, with the
 * count of those that had none. A flood mustn't become one of lines. Thread-safe.
 */
final class LimitLog {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ServerLimits limits;
    private final long windowMemoryBytes;
    private final Map<Limit, Entry> entries = new EnumMap<>(Limit.class);

    private static final class Entry {
        private final long saidNanos;
        private long unsaid;

        private Entry(long saidNanos) {
            this.saidNanos = saidNanos;
        }
    }

    /**
     * Creates it.
     *
     * @param limits the limits in force
     * @param windowMemoryBytes the one on the memory for windows
     */
    LimitLog(ServerLimits limits, long windowMemoryBytes) {
        this.limits = limits;
        this.windowMemoryBytes = windowMemoryBytes;
    }

    /**
     * A limit was reached once more.
     *
     * @param client whose request or transfer it was
     * @param now the time in nanoseconds
     * @return the line to log, if there is to be one now
     */
    synchronized Optional<String> line(Limit limit, InetSocketAddress client, long now) {
        Entry before = entries.get(limit);
        if (before != null && now - before.saidNanos < PAUSE_NANOS) {
            before.unsaid++;
            return Optional.empty();
        }
        entries.put(limit, new Entry(now));
        String line = sentence(limit) + ": " + AddressText.of(client);
        return Optional.of(
                before == null || before.unsaid == 0
                        ? line
                        : line + "; " + LogText.number(before.unsaid) + " more since the last such line");
    }

    /** Which limit it was, its value, and the option that raises it. */
    private String sentence(Limit limit) {
        return switch (limit) {
            case TRANSFERS ->
                reached(LogText.count(limits.transfers(), "transfer") + " at once", Settings.MAX_TRANSFERS);
            case TRANSFERS_PER_CLIENT ->
                reached(
                        LogText.count(limits.transfersPerClient(), "transfer") + " at once per client",
                        Settings.MAX_CLIENT_TRANSFERS);
            case REQUEST_RATE ->
                reached(
                        LogText.count(limits.requestsPerSecond(), "request") + " per second per client",
                        Settings.MAX_CLIENT_REQUESTS);
            case ERROR_RATE ->
                reached(
                        LogText.count(limits.requestsPerSecond(), "error") + " per second per client",
                        Settings.MAX_CLIENT_REQUESTS);
            case UNANSWERED ->
                "dropped a transfer whose client never answered, to make room (" + Settings.MAX_TRANSFERS.option() + " "
                        + limits.transfers() + ", " + Settings.MAX_CLIENT_TRANSFERS.option() + " "
                        + limits.transfersPerClient() + ")";
            case WINDOW_MEMORY ->
                reached(LogText.bytes(windowMemoryBytes) + " for windows", Settings.MAX_WINDOW_MEMORY);
            case TRANSFER_TIME ->
                reached(limits.transferTime().toSeconds() + " s per transfer", Settings.MAX_TRANSFER_TIME);
            case OPENINGS -> "dropped a request: no thread was free to open its file";
            case ACCESS -> "access denied by " + Settings.DENY_READ.option() + " or " + Settings.DENY_WRITE.option();
        };
    }

    private static String reached(String value, Setting<?> setting) {
        return "limit reached, " + value + " (raise it with " + setting.option() + ")";
    }

    /** What a limit is called where it is counted. */
    static String words(Limit limit) {
        return switch (limit) {
            case TRANSFERS -> "transfers";
            case TRANSFERS_PER_CLIENT -> "transfers per client";
            case REQUEST_RATE -> "requests per second";
            case ERROR_RATE -> "errors per second";
            case UNANSWERED -> "unanswered";
            case WINDOW_MEMORY -> "window memory";
            case TRANSFER_TIME -> "transfer time";
            case OPENINGS -> "files opened at once";
            case ACCESS -> "access denied";
        };
    }
}
