package io.tftp.server;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The transfers whose clients were sent something and never answered, the oldest first: those that make room where there is none.
 * Guarded by the lock of {@link LiveTransfers}.
 */
final class Unanswered {

    /** An answer may be on its way for so long: whoever waits for it is left alone. */
    static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So many at most may have made room and not be gone yet: what is held is bounded still. */
    static final int MOST_LEAVING = 1024;

    private final Map<ServerTransfer, Long> waiting = new LinkedHashMap<>();
    private final Set<ServerTransfer> leaving = new HashSet<>();

    /** A client is about to be sent its first packet. */
    void add(ServerTransfer transfer, long now) {
        waiting.put(transfer, now);
    }

    /** A client answered, perhaps at the last moment: then the transfer stays. */
    void answered(ServerTransfer transfer) {
        remove(transfer);
    }

    /** A transfer is over. */
    void remove(ServerTransfer transfer) {
        waiting.remove(transfer);
        leaving.remove(transfer);
    }

    /** The one that has waited longest, if it has for long enough; from now on it is leaving, until it is removed, or answered after all. */
    Optional<ServerTransfer> makeRoom(long now) {
        Iterator<Map.Entry<ServerTransfer, Long>> oldest = waiting.entrySet().iterator();
        if (!oldest.hasNext() || leaving.size() >= MOST_LEAVING) {
            return Optional.empty();
        }
        Map.Entry<ServerTransfer, Long> first = oldest.next();
        if (now - first.getValue() < FRESH_NANOS) {
            return Optional.empty();
        }
        ServerTransfer transfer = first.getKey();
        oldest.remove();
        leaving.add(transfer);
        return Optional.of(transfer);
    }

    /** How many have made room and aren't gone yet. */
    int leaving() {
        return leaving.size();
    }
}
