package io.tftp.client.chaos;

import io.tftp.core.link.RelaySocket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What passes between one client's port and the server, address translation as it were.
 *
 * <pre>
 *   client:C ----------> listener  ........ upstream:U ----------> server:69
 *   client:C <---------- front:F   ........ upstream:U <---------- server:T    the transfer's own port
 *   client:C <---------> front:F   ........ upstream:U <---------> server:T
 * </pre>
 *
 * <p>The server knows the client as U, and the client knows each port of the server's as one of ours: the port that requests go to
 * as the listener, any other as a front of its own. So a request that is repeated comes from the same U, and if the server
 * begins two transfers for it, the client hears of two. On the loop's thread.
 */
final class Flow {

    /** A client that gets one file after the other from one port meets a port of the server's for each. */
    static final int MOST_FRONTS = 8;

    /** Opens one of our ports for one of the server's; null if none can be had. */
    @FunctionalInterface
    interface Opener {
        @Nullable
        RelaySocket open(InetSocketAddress serverPort);
    }

    private final long number;
    private final InetSocketAddress client;
    private final RelaySocket listener;
    private final RelaySocket upstream;
    private final Road toServer;
    private final Road toClient;

    /** By the server's port; the one that was used longest ago goes first. */
    private final Map<InetSocketAddress, RelaySocket> fronts = new LinkedHashMap<>(MOST_FRONTS, 0.75f, true);

    private long usedNanos;

    Flow(
            long number,
            InetSocketAddress client,
            RelaySocket listener,
            RelaySocket upstream,
            Road toServer,
            Road toClient) {
        this.number = number;
        this.client = client;
        this.listener = listener;
        this.upstream = upstream;
        this.toServer = toServer;
        this.toClient = toClient;
    }

    long number() {
        return number;
    }

    InetSocketAddress client() {
        return client;
    }

    RelaySocket listener() {
        return listener;
    }

    RelaySocket upstream() {
        return upstream;
    }

    Road road(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    void used(long now) {
        usedNanos = now;
    }

    long usedNanos() {
        return usedNanos;
    }

    /** Our port that stands for one of the server's; null if none can be had. */
    @Nullable
    RelaySocket front(InetSocketAddress serverPort, Opener opener) {
        RelaySocket front = fronts.get(serverPort);
        if (front != null) {
            return front;
        }
        RelaySocket opened = opener.open(serverPort);
        if (opened != null) {
            fronts.put(serverPort, opened);
            if (fronts.size() > MOST_FRONTS) {
                var eldest = fronts.values().iterator();
                eldest.next().close();
                eldest.remove();
            }
        }
        return opened;
    }

    void close() {
        upstream.close();
        fronts.values().forEach(RelaySocket::close);
    }
}
