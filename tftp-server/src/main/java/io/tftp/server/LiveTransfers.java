package io.tftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The transfers under way, by who asked and where: the only place that knows a repeated request from a new one. Thread-safe.
 */
final class LiveTransfers {

    private final Set<ServerTransfer> live = new HashSet<>();
    private final Map<Key, ServerTransfer> latest = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean draining;

    /**
     * A client's end of a transfer.
     *
     * @param client its address and port
     * @param localAddress this host's address that it asked
     */
    record Key(InetSocketAddress client, InetAddress localAddress) {}

    synchronized Optional<ServerTransfer> find(Key key) {
        return Optional.ofNullable(latest.get(key));
    }

    /**
     * A transfer begins, as the latest of its client's end.
     *
     * @return false if no more are taken
     */
    synchronized boolean put(ServerTransfer transfer) {
        if (!draining) {
            live.add(transfer);
            latest.put(transfer.key(), transfer);
        }
        return !draining;
    }

    /** A transfer is over. Another of the same client's end stays: a later one, or the one that it was to take over from. */
    synchronized void remove(ServerTransfer transfer) {
        live.remove(transfer);
        if (latest.remove(transfer.key(), transfer)) {
            transfer.forerunner().filter(live::contains).ifPresent(still -> latest.put(still.key(), still));
        }
        completeIfDrained();
    }

    synchronized int count() {
        return live.size();
    }

    void cancelAll(String why) {
        snapshot().forEach(transfer -> transfer.cancel(why));
    }

    private synchronized List<ServerTransfer> snapshot() {
        return List.copyOf(live);
    }

    /** Takes no more: completes when the last is removed. */
    synchronized CompletableFuture<Void> drain() {
        draining = true;
        completeIfDrained();
        return drained;
    }

    private void completeIfDrained() {
        if (draining && live.isEmpty()) {
            drained.complete(null);
        }
    }
}
