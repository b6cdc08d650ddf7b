package io.tftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The transfers under way, by who asked and where: the only place that knows a repeated request from a new one, and how many
 * there are. Thread-safe.
 */
final class LiveTransfers {

    private final Map<Key, ServerTransfer> latest = new HashMap<>();
    private final Set<ServerTransfer> running = new LinkedHashSet<>(); // the oldest first
    private final Set<ServerTransfer> lingering = new HashSet<>();
    private final Set<ServerTransfer> inTime = new LinkedHashSet<>(); // the oldest first
    private final Unanswered unanswered = new Unanswered();
    private final Map<ClientNetwork, Integer> perClient = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean draining;

    /**
     * A client's end of a transfer.
     *
     * @param client its address and port
     * @param localAddress this host's address that it asked
     */
    record Key(InetSocketAddress client, InetAddress localAddress) {}

    /** The transfer that belongs to a client's end: the latest, where one took another's place. */
    synchronized Optional<ServerTransfer> find(Key key) {
        return Optional.ofNullable(latest.get(key));
    }

    /**
     * A transfer begins, as the latest of its client's end; one before it still counts until it is over.
     *
     * @return false if no more are taken
     */
    synchronized boolean put(ServerTransfer transfer) {
        if (!draining) {
            latest.put(transfer.key(), transfer);
            running.add(transfer);
            inTime.add(transfer);
            perClient.merge(transfer.network(), 1, Integer::sum);
        }
        return !draining;
    }

    /** A transfer is over. Another of the same client's end stays: a later one, or the one that it was to take over from. */
    synchronized void remove(ServerTransfer transfer) {
        if (running.remove(transfer) && !lingering.contains(transfer)) {
            countOneLess(transfer);
        }
        inTime.remove(transfer);
        unanswered.remove(transfer);
        if (latest.remove(transfer.key(), transfer)) {
            transfer.forerunner().filter(running::contains).ifPresent(still -> latest.put(still.key(), still));
        }
        if (draining && running.isEmpty()) {
            drained.complete(null);
        }
    }

    /** A transfer is over, but its socket still answers, until {@link #released}. */
    synchronized void linger(ServerTransfer transfer) {
        lingering.add(transfer);
        remove(transfer);
    }

    synchronized void released(ServerTransfer transfer) {
        if (lingering.remove(transfer)) {
            countOneLess(transfer);
        }
    }

    private void countOneLess(ServerTransfer transfer) {
        perClient.computeIfPresent(transfer.network(), (client, count) -> count > 1 ? count - 1 : null);
    }

    /** How many of one client's hold a socket, or a place in the queue for one. */
    synchronized int countOf(ClientNetwork client) {
        return perClient.getOrDefault(client, 0);
    }

    /** A client is about to be sent the first packet of a transfer. */
    synchronized void awaitAnswer(ServerTransfer transfer, long now) {
        if (running.contains(transfer)) {
            unanswered.add(transfer, now);
        }
    }

    /** The client answered. */
    synchronized void answered(ServerTransfer transfer) {
        unanswered.answered(transfer);
    }

    /** The transfer that has waited longest for a first answer, if it has for long enough: it no longer counts, and is to be ended. */
    synchronized Optional<ServerTransfer> makeRoom(long now) {
        return unanswered.makeRoom(now);
    }

    /** How many have made room and aren't gone yet. */
    synchronized int leaving() {
        return unanswered.leaving();
    }

    /** Those that were asked for before a time; each is told once. */
    synchronized List<ServerTransfer> takeBegunBefore(long nanos) {
        List<ServerTransfer> begun = new ArrayList<>();
        Iterator<ServerTransfer> each = inTime.iterator();
        while (each.hasNext()) {
            ServerTransfer transfer = each.next();
            if (transfer.begunNanos() - nanos > 0) {
                break;
            }
            begun.add(transfer);
            each.remove();
        }
        return begun;
    }

    /** When the oldest was asked for that {@link #takeBegunBefore} didn't tell of. */
    synchronized OptionalLong oldestBegunNanos() {
        return inTime.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(inTime.iterator().next().begunNanos());
    }

    /** How many run. */
    synchronized int count() {
        return running.size();
    }

    /** How many hold a socket, or a place in the queue for one: what has to be bounded. */
    synchronized int countWithLingering() {
        return running.size() + lingering.size() - unanswered.leaving();
    }

    void cancelAll(String why) {
        snapshot().forEach(transfer -> transfer.cancel(why));
    }

    private synchronized List<ServerTransfer> snapshot() {
        return List.copyOf(running);
    }

    /** Those that run, the oldest first, so many at most. */
    synchronized List<ServerTransfer> oldest(int most) {
        return running.stream().limit(most).toList();
    }

    /** Takes no more: completes when the last is over. */
    synchronized CompletableFuture<Void> drain() {
        draining = true;
        if (running.isEmpty()) {
            drained.complete(null);
        }
        return drained;
    }
}
