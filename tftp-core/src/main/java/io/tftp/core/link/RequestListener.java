package io.tftp.core.link;

import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.Timed;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Listens for requests on one or more addresses.
 *
 * <p>An answer has to leave from the address that was asked, and the JDK can't tell on a wildcard socket which one that was.
 * So a wildcard address stands for a socket on every address of this host, and changes of those are followed. That also means
 * that a request sent to a broadcast address is never seen, as RFC 1123 §4.2.3.5 wants it.
 *
 * <p>Thread-safe.
 */
public final class RequestListener implements AutoCloseable {

    private static final Duration RESCAN_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOGGER = System.getLogger(RequestListener.class.getName());

    private final EventLoop loop;
    private final ContentPool pool;
    private final RequestSocket.Receiver receiver;
    private final List<InetSocketAddress> wanted;
    private final Map<InetSocketAddress, RequestSocket> sockets = new LinkedHashMap<>();
    private boolean closed;

    private RequestListener(
            List<InetSocketAddress> wanted, EventLoop loop, ContentPool pool, RequestSocket.Receiver receiver) {
        this.wanted = List.copyOf(wanted);
        this.loop = loop;
        this.pool = pool;
        this.receiver = receiver;
    }

    /**
     * Binds every address, or none; then requests begin to come.
     *
     * @param addresses where to listen, one or more; a wildcard address for all of this host's of its family ({@code 0.0.0.0}), or of both
     *     ({@code ::}); port 0 for a free one
     * @param loop the loop that receives
     * @param pool where this host's addresses are looked up
     * @param receiver gets the requests
     * @return the listener
     * @throws AddressUnavailableException if an address can't be bound
     * @throws IOException if sockets can't be had at all
     */
    public static RequestListener open(
            List<InetSocketAddress> addresses, EventLoop loop, ContentPool pool, RequestSocket.Receiver receiver)
            throws IOException {
        RequestListener listener = new RequestListener(addresses, loop, pool, receiver);
        try {
            listener.bindAll();
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        listener.start();
        return listener;
    }

    /**
     * Where it listens at present.
     *
     * @return specific addresses with their ports
     */
    public synchronized List<InetSocketAddress> addresses() {
        return sockets.values().stream().map(RequestSocket::address).toList();
    }

    private synchronized void bindAll() throws IOException {
        for (InetSocketAddress address : wanted) {
            if (!address.getAddress().isAnyLocalAddress()) {
                add(address);
                continue;
            }
            int port = address.getPort();
            for (InetAddress each : matching(address.getAddress(), LocalAddresses.all())) {
                try {
                    RequestSocket socket = add(new InetSocketAddress(each, port));
                    port = socket.address().getPort(); // a free port is the same on all addresses
                } catch (AddressUnavailableException e) {
                    if (isUsable(each)) {
                        throw e;
                    }
                    // It will be in a second or two, and is then followed.
                    LOGGER.log(Level.DEBUG, () -> "can't listen on " + AddressText.of(each) + " yet");
                }
            }
        }
        if (sockets.isEmpty()) {
            throw new AddressUnavailableException(wanted.get(0), "this host has no such address");
        }
    }

    /** Whether any port of an address can be bound: an IPv6 address that is new on its interface isn't there yet. */
    private static boolean isUsable(InetAddress address) {
        try (DatagramChannel channel = PortRange.open(address)) {
            channel.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private RequestSocket add(InetSocketAddress address) throws IOException {
        RequestSocket known = sockets.get(address);
        if (known != null) {
            return known;
        }
        RequestSocket socket = RequestSocket.bind(address, loop, receiver);
        sockets.put(socket.address(), socket);
        return socket;
    }

    /** The addresses that a wildcard address stands for. */
    static List<InetAddress> matching(InetAddress wildcard, Set<InetAddress> all) {
        return all.stream()
                .filter(each -> !(wildcard instanceof Inet4Address) || each instanceof Inet4Address)
                .toList();
    }

    private synchronized void start() {
        sockets.values().forEach(RequestSocket::start);
        if (wanted.stream().anyMatch(address -> address.getAddress().isAnyLocalAddress())) {
            loop.execute(() -> new Rescan().schedule());
        }
    }

    /** Follows this host's addresses: new ones are listened on, and sockets of those that went away are closed. */
    private synchronized void rescan() {
        if (closed) {
            return;
        }
        try {
            Set<InetAddress> all = LocalAddresses.all();
            for (InetSocketAddress address : wanted) {
                if (address.getAddress().isAnyLocalAddress()) {
                    matching(address.getAddress(), all).forEach(each -> follow(each, port(address)));
                }
            }
            closeVanished(all);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "this host's addresses can't be read: " + e);
        }
    }

    private int port(InetSocketAddress wildcard) {
        return wildcard.getPort() != 0
                ? wildcard.getPort()
                : sockets.keySet().iterator().next().getPort();
    }

    private void follow(InetAddress address, int port) {
        InetSocketAddress wantedAddress = new InetSocketAddress(address, port);
        if (sockets.containsKey(wantedAddress)) {
            return;
        }
        try {
            add(wantedAddress).start();
            LOGGER.log(Level.INFO, () -> "listening on new address " + AddressText.of(address));
        } catch (IOException e) {
            // An IPv6 address takes a second or two until it can be used.
            LOGGER.log(
                    Level.DEBUG, () -> "can't listen on " + AddressText.of(wantedAddress) + " yet: " + e.getMessage());
        }
    }

    private void closeVanished(Set<InetAddress> all) {
        List<InetSocketAddress> vanished = new ArrayList<>(sockets.keySet());
        vanished.removeIf(address -> all.contains(address.getAddress()) || wanted.contains(address));
        for (InetSocketAddress address : vanished) {
            LOGGER.log(Level.INFO, () -> "address " + AddressText.of(address.getAddress()) + " is gone");
            RequestSocket socket = sockets.remove(address);
            if (socket != null) {
                socket.close();
            }
        }
    }

    /** Stops listening. */
    @Override
    public synchronized void close() {
        closed = true;
        sockets.values().forEach(RequestSocket::close);
        sockets.clear();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The deadline of the next look at this host's addresses. On the loop's thread. */
    private final class Rescan implements Timed {

        private long atNanos;

        void schedule() {
            atNanos = loop.clock().nanoTime() + RESCAN_INTERVAL.toNanos();
            loop.deadlines().schedule(this, null);
        }

        @Override
        public boolean hasDeadline() {
            return true;
        }

        @Override
        public long deadlineNanos() {
            return atNanos;
        }

        @Override
        public void handleTimeout(long now) {
            if (!isClosed()) {
                pool.execute(RequestListener.this::rescan);
                schedule();
            }
        }
    }
}
