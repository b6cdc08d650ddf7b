package io.tftp.server;

import io.tftp.core.loop.Clock;
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

/** The transfers under way, by who asked and where, and how many there are. Thread-safe. */
final class LiveTransfers {

    private final Succession ends = new Succession();
    private final Set<ServerTransfer> running = new LinkedHashSet<>(); // the oldest first
    private final Set<ServerTransfer> lingering = new HashSet<>();
    private final Set<ServerTransfer> inTime = new LinkedHashSet<>(); // the oldest first
    private final Unanswered unanswered = new Unanswered();
    private final Map<ClientNetwork, Integer> perClient = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final Clock clock;
    private boolean draining;

    /**
     * A client's end of a transfer.
     *
     * @param client its address and port
     * @param localAddress this host's address that it asked
     */
    record Key(InetSocketAddress client, InetAddress localAddress) {}

    LiveTransfers(Clock clock) {
        this.clock = clock;
    }

    /** What the transfers' times are told by. */
    Clock clock() {
        return clock;
    }

    /** The transfer that a client's request repeats, or replaces: the latest of its address and port that isn't over. */
    synchronized Optional<ServerTransfer> find(Key key) {
        return ends.latest(key);
    }

    /** Whether a client's address and port has a transfer, be it one that is over and not quite gone. */
    synchronized boolean holdsAny(Key key) {
        return ends.holdsAny(key);
    }

    /** Whether a client's address and port has a transfer that the client has acknowledged and that isn't over. */
    synchronized boolean holdsAcknowledged(Key key) {
        return ends.holdsAcknowledged(key);
    }

    /** The earlier transfers of the same address and port. */
    synchronized List<ServerTransfer> before(ServerTransfer transfer) {
        return ends.before(transfer);
    }

    /**
     * A transfer begins, as the latest of its client's end; one before it still counts until it is over.
     *
     * @return false if no more are taken
     */
    synchronized boolean put(ServerTransfer transfer) {
        if (!draining) {
            ends.add(transfer);
            running.add(transfer);
            inTime.add(transfer);
            for (ClientScope.Share share : transfer.scope().shares()) {
                perClient.merge(share.network(), 1, Integer::sum);
            }
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
        ends.remove(transfer);
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
        for (ClientScope.Share share : transfer.scope().shares()) {
            perClient.computeIfPresent(share.network(), (client, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** How many of one client's hold a socket, or a place in the queue for one. */
    synchronized int countOf(ClientNetwork client) {
        return perClient.getOrDefault(client, 0) - unanswered.leavingOf(client);
    }

    /** How many of them wait for the client's first answer. */
    synchronized int unansweredOf(ClientNetwork client) {
        return unanswered.countOf(client);
    }

    /** How many wait for their clients' first answers. */
    synchronized int unanswered() {
        return unanswered.count();
    }

    /** A client is about to be sent the first packet of a transfer. */
    synchronized void awaitAnswer(ServerTransfer transfer, long now) {
        if (running.contains(transfer)) {
            unanswered.add(transfer, now);
        }
    }

    /**
     * The client answered.
     *
     * @return the earlier transfers of its address and port: they are to be ended
     */
    synchronized List<ServerTransfer> answered(ServerTransfer transfer) {
        unanswered.answered(transfer);
        return ends.before(transfer);
    }

    /** The transfer that has waited longest for a first answer, if it has for long enough: it no longer counts, and is to be ended. */
    synchronized Optional<ServerTransfer> makeRoom(long now) {
        return unanswered.makeRoom(now);
    }

    /** Likewise of a client's; if that must be, one whose answer may still be on its way. */
    synchronized Optional<ServerTransfer> makeRoom(ClientNetwork client, boolean evenFresh, long now) {
        return unanswered.makeRoom(client, evenFresh, now);
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
