package io.tftp.server.cli;

import io.tftp.core.loop.TokenBucket;
import io.tftp.server.ClientNetwork;
import io.tftp.server.ClientScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which requests that came to nothing are written one by one. A boot's misses are, dozens for each machine; a flood's are not,
 * whether it comes from one sender or from forged ones: of these there is a count each minute. Who is one client is as for the
 * limits ({@link ClientScope}). Remembers {@value #MOST_CLIENTS} clients at most. Thread-safe.
 */
final class RefusalLog {

    static final int MOST_CLIENTS = 10_000;

    /** So many a minute for one client: a boot loader tries dozens of names. */
    static final int LINES_PER_CLIENT = 60;

    /** So many for all clients together when it was quiet before, such as for a room of machines that boots; */
    static final int LINES_AT_ONCE = 1000;

    /** and so many a second in the long run. */
    static final int LINES_PER_SECOND = 5;

    /** So many clients have a line of their own in a minute's count. */
    static final int MOST_NAMED = 10;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final TokenBucket lines;
    private final Map<ClientNetwork, Client> clients = new HashMap<>();
    private final Unwritten others = new Unwritten();
    private long minuteNanos;

    /** How many had no line, and why they came to nothing. */
    private static final class Unwritten {

        private final Map<String, Long> reasons = new TreeMap<>();
        private long count;

        void add(String reason, long more) {
            reasons.merge(reason, more, Long::sum);
            count += more;
        }

        String line(String who) {
            String why = reasons.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .map(each -> each.getKey() + " " + LogText.number(each.getValue()))
                    .collect(Collectors.joining(", "));
            return who + ": " + LogText.count(count, "more failed request") + " in the last minute (" + why + ")";
        }
    }

    private static final class Client {

        private final Unwritten unwritten = new Unwritten();
        private int written;
    }

    /**
     * Creates it.
     *
     * @param now the time in nanoseconds
     */
    RefusalLog(long now) {
        lines = new TokenBucket(LINES_PER_SECOND, LINES_AT_ONCE, now);
        minuteNanos = now;
    }

    /**
     * Another request came to nothing.
     *
     * @param scope whose request it was
     * @param reason in a word or two; one of few
     * @return whether to write a line about it; else it is counted
     */
    synchronized boolean mayWrite(ClientScope scope, String reason, long now) {
        boolean hasLeft = true;
        for (ClientScope.Share share : scope.shares()) {
            Client sharing = client(share.network());
            hasLeft &= sharing == null || sharing.written < LINES_PER_CLIENT * share.times();
        }
        if (hasLeft && lines.tryTake(now)) {
            for (ClientScope.Share share : scope.shares()) {
                Client sharing = client(share.network());
                if (sharing != null) {
                    sharing.written++;
                }
            }
            return true;
        }
        Client client = client(scope.client());
        (client == null ? others : client.unwritten).add(reason, 1);
        return false;
    }

    /** What is known of a client, or of a link; null if there are too many to remember. */
    private @Nullable Client client(ClientNetwork network) {
        Client client = clients.get(network);
        if (client == null && clients.size() < MOST_CLIENTS) {
            client = new Client();
            clients.put(network, client);
        }
        return client;
    }

    /** The lines with the counts of a minute that is over; none while it isn't. */
    synchronized List<String> counts(long now) {
        return now - minuteNanos < MINUTE_NANOS ? List.of() : rest(now);
    }

    /** The lines with the counts that there are. */
    synchronized List<String> rest(long now) {
        List<Map.Entry<ClientNetwork, Client>> flooding = clients.entrySet().stream()
                .filter(each -> each.getValue().unwritten.count > 0)
                .sorted(Comparator.comparingLong(each -> -each.getValue().unwritten.count))
                .toList();
        List<String> counts = new ArrayList<>();
        for (Map.Entry<ClientNetwork, Client> each : flooding) {
            Unwritten unwritten = each.getValue().unwritten;
            if (counts.size() < MOST_NAMED) {
                counts.add(unwritten.line(each.getKey().toString()));
            } else {
                unwritten.reasons.forEach(others::add);
            }
        }
        if (others.count > 0) {
            counts.add(others.line("other clients"));
        }
        clients.clear();
        others.reasons.clear();
        others.count = 0;
        minuteNanos = now;
        return counts;
    }
}
