package io.tftp.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The transfers whose clients were sent something and never answered, the oldest first, all and of each client: those that make
 * room where there is none. Guarded by the lock of {@link LiveTransfers}.
 */
final class Unanswered {

    /** An answer may be on its way for so long: whoever waits for it is left alone. */
    static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So many at most may have made room and not be gone yet: what is held is bounded still. */
    static final int MOST_LEAVING = 1024;

    private final Map<ServerTransfer, Long> all = new LinkedHashMap<>();
    private final Map<ClientNetwork, Map<ServerTransfer, Long>> perClient = new HashMap<>();
    private final Set<ServerTransfer> leaving = new HashSet<>();
    private final Map<ClientNetwork, Integer> leavingPerClient = new HashMap<>();

    /** A client is about to be sent its first packet. */
    void add(ServerTransfer transfer, long now) {
        all.put(transfer, now);
        for (ClientScope.Share share : transfer.scope().shares()) {
            perClient
                    .computeIfAbsent(share.network(), client -> new LinkedHashMap<>())
                    .put(transfer, now);
        }
    }

    /** A client answered, perhaps at the last moment: then the transfer stays. */
    void answered(ServerTransfer transfer) {
        remove(transfer);
    }

    /** A transfer is over. */
    void remove(ServerTransfer transfer) {
        waitsNoLonger(transfer);
        if (leaving.remove(transfer)) {
            for (ClientScope.Share share : transfer.scope().shares()) {
                leavingPerClient.computeIfPresent(share.network(), (client, count) -> count > 1 ? count - 1 : null);
            }
        }
    }

    private void waitsNoLonger(ServerTransfer transfer) {
        if (all.remove(transfer) != null) {
            for (ClientScope.Share share : transfer.scope().shares()) {
                perClient.computeIfPresent(share.network(), (client, waiting) -> {
                    waiting.remove(transfer);
                    return waiting.isEmpty() ? null : waiting;
                });
            }
        }
    }

    /** The one that has waited longest, if it has for long enough; from now on it is leaving, until it is removed, or answered after all. */
    Optional<ServerTransfer> makeRoom(long now) {
        return oldest(all, now - FRESH_NANOS);
    }

    /** The one of a client's that has waited longest, likewise; its answer may still be on its way, if that must be. */
    Optional<ServerTransfer> makeRoom(ClientNetwork client, boolean evenFresh, long now) {
        return oldest(perClient.getOrDefault(client, Map.of()), evenFresh ? now : now - FRESH_NANOS);
    }

    private Optional<ServerTransfer> oldest(Map<ServerTransfer, Long> waiting, long latestNanos) {
        while (!waiting.isEmpty() && waiting.keySet().iterator().next().isAcknowledged()) {
            waitsNoLonger(waiting.keySet().iterator().next()); // its loop is about to say so
        }
        Iterator<Map.Entry<ServerTransfer, Long>> oldest = waiting.entrySet().iterator();
        if (!oldest.hasNext() || leaving.size() >= MOST_LEAVING) {
            return Optional.empty();
        }
        Map.Entry<ServerTransfer, Long> first = oldest.next();
        if (first.getValue() - latestNanos > 0) {
            return Optional.empty();
        }
        ServerTransfer transfer = first.getKey();
        waitsNoLonger(transfer);
        leaving.add(transfer);
        for (ClientScope.Share share : transfer.scope().shares()) {
            leavingPerClient.merge(share.network(), 1, Integer::sum);
        }
        return Optional.of(transfer);
    }

    /** How many wait. */
    int count() {
        return all.size();
    }

    /** How many of a client's wait. */
    int countOf(ClientNetwork client) {
        return perClient.getOrDefault(client, Map.of()).size();
    }

    /** How many have made room and aren't gone yet. */
    int leaving() {
        return leaving.size();
    }

    /** How many of a client's have made room and aren't gone yet. */
    int leavingOf(ClientNetwork client) {
        return leavingPerClient.getOrDefault(client, 0);
    }
}
