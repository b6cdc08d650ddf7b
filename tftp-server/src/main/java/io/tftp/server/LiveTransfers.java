package io.tftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The transfers under way, by who asked and where: the only place that knows a repeated request from a new one. Thread-safe.
 */
final class LiveTransfers {

    private final Map<Key, ServerTransfer> transfers = new HashMap<>();
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
        return Optional.ofNullable(transfers.get(key));
    }

    /**
     * A transfer begins, in place of one of the same client's end if there is any.
     *
     * @return false if no more are taken
     */
    synchronized boolean put(ServerTransfer transfer) {
        if (!draining) {
            transfers.put(transfer.key(), transfer);
        }
        return !draining;
    }

    /** A transfer is over. If another took its place meanwhile, that one stays. */
    synchronized void remove(ServerTransfer transfer) {
        transfers.remove(transfer.key(), transfer);
        completeIfDrained();
    }

    synchronized int count() {
        return transfers.size();
    }

    void cancelAll(String why) {
        snapshot().forEach(transfer -> transfer.cancel(why));
    }

    private synchronized List<ServerTransfer> snapshot() {
        return List.copyOf(transfers.values());
    }

    /** Takes no more: completes when the last is removed. */
    synchronized CompletableFuture<Void> drain() {
        draining = true;
        completeIfDrained();
        return drained;
    }

    private void completeIfDrained() {
        if (draining && transfers.isEmpty()) {
            drained.complete(null);
        }
    }
}
