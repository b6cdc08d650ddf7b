package io.tftp.server.cli;

import io.tftp.core.net.AddressText;
import io.tftp.server.Limit;
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

    private final Map<Limit, Entry> entries = new EnumMap<>(Limit.class);

    private static final class Entry {
        private final long saidNanos;
        private long unsaid;

        private Entry(long saidNanos) {
            this.saidNanos = saidNanos;
        }
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
                        : line + "; and " + LogText.count(before.unsaid, "time") + " since this was said last");
    }

    /** What a limit is called in the log. */
    static String words(Limit limit) {
        return switch (limit) {
            case TRANSFERS -> "transfers in all";
            case TRANSFERS_PER_CLIENT -> "transfers of a client";
            case REQUEST_RATE -> "requests a second of a client";
            case ERROR_RATE -> "errors a second to a client";
            case UNANSWERED -> "room for others";
            case WINDOW_MEMORY -> "memory for windows";
            case TRANSFER_TIME -> "time of a transfer";
            case OPENINGS -> "files opened at once";
            case ACCESS -> "access denied";
        };
    }
}
