package io.tftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The transfers under way, by who asked and where: the only place that knows a repeated request from a new one. Thread-safe.
 */
final class LiveTransfers {

    private final Map<Key, ServerTransfer> transfers = new ConcurrentHashMap<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    /**
     * A client's end of a transfer.
     *
     * @param client its address and port
     * @param localAddress this host's address that it asked
     */
    record Key(InetSocketAddress client, InetAddress localAddress) {}

    Optional<ServerTransfer> find(Key key) {
        return Optional.ofNullable(transfers.get(key));
    }

    void put(ServerTransfer transfer) {
        transfers.put(transfer.key(), transfer);
    }

    /** A transfer is over. If another took its place meanwhile, that one stays. */
    void remove(ServerTransfer transfer) {
        transfers.remove(transfer.key(), transfer);
        completeIfDrained();
    }

    int count() {
        return transfers.size();
    }

    void cancelAll(String why) {
        transfers.values().forEach(transfer -> transfer.cancel(why));
    }

    /** No more will be put: completes when the last is removed. */
    CompletableFuture<Void> drain() {
        draining.set(true);
        completeIfDrained();
        return drained;
    }

    private void completeIfDrained() {
        if (draining.get() && transfers.isEmpty()) {
            drained.complete(null);
        }
    }
}
