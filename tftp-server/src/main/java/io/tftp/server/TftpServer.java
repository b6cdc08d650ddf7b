package io.tftp.server;

import io.tftp.core.link.RequestListener;
import io.tftp.core.loop.Clock;
import io.tftp.core.loop.Closing;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.WindowMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A TFTP server to embed: RFC 1350, with the options of RFC 2347, 2348, 2349 and 7440.
 *
 * <p>Each transfer runs on an ephemeral port, which is its own as long as it runs (RFC 1350 §4), all of them on a few event
 * loops; or on the port for requests, if {@link TftpServerBuilder#singlePort} says so. Configured by
 * {@link #builder}; {@link #start} once, then {@link #close}. Thread-safe.
 */
public final class TftpServer implements AutoCloseable {

    /** How long cancelled transfers may take to say so to their clients and to tidy up. */
    private static final Duration TIDY_UP = Duration.ofSeconds(2);

    /** How long all loops together may take to end. */
    private static final Duration LOOPS_PATIENCE = Duration.ofSeconds(2);

    /** Somewhat longer than all that is waited for after the grace. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final List<InetSocketAddress> wanted;
    private final TransferHandler handler;
    private final ServerListener listener;
    private final ServerSettings settings;
    private final int loopCount;
    private final LiveTransfers transfers;
    private final List<EventLoop> loops = new ArrayList<>(); // guarded by this
    private final Closing closing = new Closing("tftp-close", false, this::closeInOrder);
    private final ContentPools pools;
    private final Duration openingPatience;
    private final Clock clock;

    // Guarded by this, which nobody holds while waiting for a thread.
    private @Nullable RequestListener requests;
    private boolean started;
    private boolean closed;

    TftpServer(
            List<InetSocketAddress> wanted,
            TransferHandler handler,
            ServerListener listener,
            ServerSettings settings,
            int loopCount,
            ContentPools pools,
            Duration openingPatience,
            Clock clock) {
        this.wanted = wanted;
        this.handler = handler;
        this.listener = listener;
        this.settings = settings;
        this.loopCount = loopCount;
        this.pools = pools;
        this.openingPatience = openingPatience;
        this.clock = clock;
        this.transfers = new LiveTransfers(clock);
    }

    /**
     * Collects what a server needs.
     *
     * @return a new builder
     */
    public static TftpServerBuilder builder() {
        return new TftpServerBuilder();
    }

    /**
     * Binds every address, or none, and begins to serve.
     *
     * @throws io.tftp.core.link.AddressUnavailableException if an address can't be bound: the port is in use, isn't this user's
     *     to bind, or the address isn't this host's
     * @throws IOException if the system has no sockets left
     * @throws IllegalStateException if it was started or closed before
     */
    public void start() throws IOException {
        begin();
        try {
            open();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void begin() {
        if (closed || started) {
            throw new IllegalStateException("a server can be started only once");
        }
        started = true;
    }

    private synchronized void open() throws IOException {
        if (closed) {
            throw new IllegalStateException("closed while it started");
        }
        WindowMemory memory = new WindowMemory(settings.windowMemoryBytes());
        SessionLoop requestSessions = openLoop("tftp-requests", memory);
        EventLoop requestLoop = requestSessions.loop();
        List<SessionLoop> transferLoops = new ArrayList<>();
        for (int i = 1; i <= loopCount; i++) {
            transferLoops.add(openLoop("tftp-transfers-" + i, memory));
        }
        TransferPorts ports = new TransferPorts(settings, requestSessions, transferLoops);
        Shortage shortage = new Shortage(transfers, requestLoop);
        TransferOpener opener = new TransferOpener(settings, handler, pools, ports, memory, transfers, shortage);
        ServerLimits limits = settings.serverLimits();
        TransferTimes times = new TransferTimes(requestLoop, transfers, limits.transferTime());
        Neighbours neighbours = new Neighbours(pools.local(), clock);
        Admission admission = new Admission(limits, settings.access(), transfers, times, listener, neighbours);
        Openings openings = new Openings(handler, opener, pools, transfers, admission, requestLoop, openingPatience);
        RequestGate gate = new RequestGate(admission, listener, requestLoop, opener, openings, transfers, ports);
        requests = RequestListener.open(wanted, requestLoop, pools.local(), gate);
    }

    private SessionLoop openLoop(String name, WindowMemory memory) throws IOException {
        EventLoop loop = EventLoop.open(name, false, clock);
        loops.add(loop);
        return new SessionLoop(loop, memory);
    }

    /**
     * Where it listens.
     *
     * @return specific addresses with their ports; a wildcard address shows as the host's own
     */
    public List<InetSocketAddress> addresses() {
        return listening().map(RequestListener::addresses).orElse(List.of());
    }

    private synchronized Optional<RequestListener> listening() {
        return Optional.ofNullable(requests);
    }

    /**
     * How many transfers are under way.
     *
     * @return 0 or more
     */
    public int liveTransfers() {
        return transfers.count();
    }

    /**
     * What the transfers under way are at, the oldest first. For any thread, and no transfer waits for it: what it tells is of a moment
     * ago.
     *
     * @param most how many to tell of, 0 or more
     * @return {@link #liveTransfers} of them, or so many
     */
    public List<TransferSnapshot> transfers(int most) {
        long now = clock.nanoTime();
        return transfers.oldest(most).stream().map(each -> each.snapshot(now)).toList();
    }

    /** Stops at once: {@link #close(Duration)} without grace. Cuts the grace short that another thread waits for there. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops: takes no more requests, lets running transfers come to their end for some time, and cancels the rest, of which
     * the clients are told. Waits until that is done, and all sockets are closed and all threads have ended.
     *
     * <p>For any thread, any number of times: the first begins it, all wait for the same, and the shortest grace counts. A listener,
     * a handler, an access policy or content may call it too, on a thread of the server's: it returns there at once, since that
     * thread has to go on before it can end. An interrupt ends the grace.
     *
     * <p>It returns 20 s after the grace at the latest, most of it for content that is being flushed, or for a handler that
     * opens something. What is still at it by then was interrupted; its threads end when it returns, and the log says where they
     * are.
     *
     * @param grace how long running transfers may go on; 0 or more
     */
    public void close(Duration grace) {
        synchronized (this) {
            closed = true;
        }
        closing.begin(grace);
        if (!isOwnThread()) {
            closing.join(grace.plus(CLOSE_PATIENCE));
        }
    }

    private boolean isOwnThread() {
        return closing.inThread() || pools.inPool() || loops().stream().anyMatch(EventLoop::inLoop);
    }

    private synchronized List<EventLoop> loops() {
        return List.copyOf(loops);
    }

    private void closeInOrder(Closing work) {
        CompletableFuture<Void> drained = transfers.drain();
        if (settings.singlePort().isEmpty()) { // else transfers go on there, and only requests get no answer any more
            stopListening();
        }
        work.await(drained);
        if (!drained.isDone()) {
            transfers.cancelAll("the server is shutting down");
            Closing.awaitAnyhow(drained, TIDY_UP);
        }
        stopListening();
        pools.close();
        EventLoop.close(loops(), LOOPS_PATIENCE);
    }

    private void stopListening() {
        listening().ifPresent(RequestListener::close);
    }
}
