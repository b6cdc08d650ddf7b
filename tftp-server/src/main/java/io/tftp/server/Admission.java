package io.tftp.server;

import io.tftp.core.link.RequestSocket;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Whether a request is let in: is its client not too eager, may it, and is there room? Tells the listener what isn't. On the loop
 * of the request sockets.
 */
final class Admission {

    /** More make room than come, until they hold no more than they may. */
    private static final int AT_ONCE = 2;

    private final ServerLimits limits;
    private final AccessPolicy access;
    private final LiveTransfers transfers;
    private final TransferTimes times;
    private final ServerListener listener;
    private final Neighbours neighbours;
    private final Optional<ClientRates> rates;

    Admission(
            ServerLimits limits,
            AccessPolicy access,
            LiveTransfers transfers,
            TransferTimes times,
            ServerListener listener,
            Neighbours neighbours) {
        this.limits = limits;
        this.access = access;
        this.transfers = transfers;
        this.times = times;
        this.listener = listener;
        this.neighbours = neighbours;
        this.rates = limits.requestsPerSecond() == 0
                ? Optional.empty()
                : Optional.of(new ClientRates(limits.requestsPerSecond()));
    }

    /** Whose a client's requests are, for what one client may have. */
    ClientScope scopeOf(InetSocketAddress client) {
        return neighbours.scopeOf(client.getAddress(), transfers.clock().nanoTime());
    }

    /**
     * Whether a client may ask for something, for now and at all. If not, it is answered here, or not at all, as if the request
     * had never come.
     */
    boolean mayAsk(Request request, InetSocketAddress client, RequestSocket socket) {
        if (rates.isPresent()
                && counts(client.getAddress())
                && !rates.get().mayAsk(scopeOf(client), transfers.clock().nanoTime())) {
            turnAway(Limit.REQUEST_RATE, "too many requests", client, socket);
            return false;
        }
        if (!access.allows(request, client)) {
            ServerTransfer.tell(() -> listener.limited(Limit.ACCESS, client));
            socket.refuse(client, ErrorPacket.of(ErrorCode.ACCESS_VIOLATION, ErrorCode.ACCESS_VIOLATION.description()));
            return false;
        }
        return true;
    }

    /**
     * Whether there is room for another transfer; there may be once one has made room that waits for an answer. If not, the client
     * is answered here, or not at all.
     *
     * @param replaces whether it takes the place of a transfer of the same client's port
     */
    boolean hasRoom(InetSocketAddress client, boolean replaces, RequestSocket socket) {
        long now = transfers.clock().nanoTime();
        if (limits.transfersPerClient() > 0 && counts(client.getAddress())) {
            for (ClientScope.Share share : scopeOf(client).shares()) {
                if (!hasRoom(share, replaces, now)) {
                    turnAway(Limit.TRANSFERS_PER_CLIENT, "too many transfers", client, socket);
                    return false;
                }
            }
        }
        for (int i = 0; i < AT_ONCE && transfers.unanswered() >= half(limits.transfers()); i++) {
            transfers.makeRoom(now).ifPresent(ServerTransfer::makeRoom);
        }
        if (transfers.countWithLingering() >= limits.transfers()) {
            Optional<ServerTransfer> oldest = transfers.makeRoom(now);
            if (oldest.isEmpty()) {
                turnAway(Limit.TRANSFERS, "the server is busy", client, socket);
                return false;
            }
            oldest.get().makeRoom();
        }
        times.watch();
        return true;
    }

    /**
     * Whether one client has room, or may have it: its own oldest that was never answered gives way. Anyone can ask in a client's
     * name for what it never answers. Those whose answer may still be on its way are left alone, if they hold no more than half.
     */
    private boolean hasRoom(ClientScope.Share share, boolean replaces, long now) {
        int most = (int) Math.min(Integer.MAX_VALUE, (long) limits.transfersPerClient() * share.times());
        for (int i = 0; i < AT_ONCE && transfers.unansweredOf(share.network()) >= half(most); i++) {
            transfers.makeRoom(share.network(), false, now).ifPresent(ServerTransfer::makeRoom);
        }
        int others = transfers.countOf(share.network()) - (replaces ? 1 : 0);
        if (others < most) {
            return true;
        }
        boolean evenFresh = transfers.unansweredOf(share.network()) > half(most);
        Optional<ServerTransfer> oldest = transfers.makeRoom(share.network(), evenFresh, now);
        oldest.ifPresent(ServerTransfer::makeRoom);
        return oldest.isPresent();
    }

    /** What those may hold at most that were never answered. */
    private static int half(int room) {
        return room - room / 2;
    }

    private boolean counts(InetAddress client) {
        return limits.countsLoopback() || !client.isLoopbackAddress();
    }

    /** A request gets no answer, or an ERROR if the limits say so; the listener is told. */
    void turnAway(Limit limit, String message, InetSocketAddress client, RequestSocket socket) {
        ServerTransfer.tell(() -> listener.limited(limit, client));
        if (limits.tellsClients()) {
            socket.refuse(client, ErrorPacket.of(ErrorCode.NOT_DEFINED, message));
        }
    }

    /** Whether an ERROR may go from the port for requests; whom it goes to may never have asked. */
    boolean mayRefuse(InetSocketAddress client) {
        if (rates.isEmpty() || !counts(client.getAddress())) {
            return true;
        }
        boolean may =
                rates.get().mayBeRefused(scopeOf(client), transfers.clock().nanoTime());
        if (!may) {
            ServerTransfer.tell(() -> listener.limited(Limit.ERROR_RATE, client));
        }
        return may;
    }
}
