package io.tftp.server;

import io.tftp.core.loop.TokenBucket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each client may ask, and be told an ERROR. Remembers {@value #MOST_CLIENTS} clients at most: who was silent for longest
 * is forgotten, and begins afresh. For one thread.
 */
final class ClientRates {

    static final int MOST_CLIENTS = 10_000;

    /** What may come at once: machines that boot behind one address, and loaders that try dozens of names. */
    private static final int SECONDS_AT_ONCE = 10;

    private final long perSecond;
    private final Map<ClientNetwork, Client> clients = new LinkedHashMap<>(16, 0.75f, true); // the latest last

    private record Client(TokenBucket requests, TokenBucket errors) {}

    /**
     * Creates it.
     *
     * @param perSecond how many requests, and how many ERRORs, a second; 1 or more
     */
    ClientRates(long perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether a client may ask once more. */
    boolean mayAsk(ClientScope scope, long now) {
        return scope.shares().stream()
                .allMatch(share -> client(share, now).requests.tryTake(now));
    }

    /** Whether a client may be sent another ERROR. */
    boolean mayBeRefused(ClientScope scope, long now) {
        return scope.shares().stream()
                .allMatch(share -> client(share, now).errors.tryTake(now));
    }

    private TokenBucket bucket(ClientScope.Share share, long now) {
        long rate = perSecond * share.times();
        return new TokenBucket(rate, rate * SECONDS_AT_ONCE, now);
    }

    private Client client(ClientScope.Share share, long now) {
        Client client = clients.get(share.network());
        if (client == null) {
            client = new Client(bucket(share, now), bucket(share, now));
            clients.put(share.network(), client);
            if (clients.size() > MOST_CLIENTS) {
                Iterator<Client> oldest = clients.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return client;
    }

    /** How many are remembered. */
    int size() {
        return clients.size();
    }
}
