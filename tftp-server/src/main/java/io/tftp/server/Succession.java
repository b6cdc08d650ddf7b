package io.tftp.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transfers of each client's address and port, and which of them gives way to which. With {@link ServerTransfer#isRepeatedBy}
 * this is the whole rule of repeated and replaced requests:
 *
 * <ul>
 *   <li>the same request, and nothing of its transfer was acknowledged: a repetition, which the transfer's own timer answers;
 *   <li>any other begins a transfer. One that nothing was acknowledged of gives way to it at once: its client has asked for
 *       something else since, and would take its first packet for the answer to that;
 *   <li>one that its client has acknowledged goes on beside the new one, and ends when the client acknowledges that. A request
 *       can be forged by anyone; an acknowledgment comes from who was sent the packets.
 * </ul>
 *
 * <p>So there are at most two of an address and port that may still go on. Guarded by the lock of {@link LiveTransfers}.
 */
final class Succession {

    private final Map<LiveTransfers.Key, List<ServerTransfer>> ends = new HashMap<>(); // of each the earliest first

    /** A transfer begins. */
    void add(ServerTransfer transfer) {
        ends.computeIfAbsent(transfer.key(), key -> new ArrayList<>(2)).add(transfer);
    }

    /** A transfer is gone. */
    void remove(ServerTransfer transfer) {
        ends.computeIfPresent(transfer.key(), (key, all) -> {
            all.remove(transfer);
            return all.isEmpty() ? null : all;
        });
    }

    /** The one that a request of this address and port repeats, or replaces: the latest that isn't over. */
    Optional<ServerTransfer> latest(LiveTransfers.Key key) {
        List<ServerTransfer> all = ends.getOrDefault(key, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!all.get(i).isOver()) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether one goes on that its client has acknowledged: it does beside whatever is asked for next. */
    boolean holdsAcknowledged(LiveTransfers.Key key) {
        return ends.getOrDefault(key, List.of()).stream().anyMatch(each -> each.isAcknowledged() && !each.isOver());
    }

    /** Whether there is any, be it one that is over and not quite gone. */
    boolean holdsAny(LiveTransfers.Key key) {
        return ends.containsKey(key);
    }

    /** The earlier ones of the same address and port: they end once the client has acknowledged this one. */
    List<ServerTransfer> before(ServerTransfer transfer) {
        List<ServerTransfer> all = ends.getOrDefault(transfer.key(), List.of());
        return List.copyOf(all.subList(0, Math.max(0, all.indexOf(transfer))));
    }
}
