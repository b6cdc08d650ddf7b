package io.tftp.server;

import io.tftp.core.net.ContentPool;
import io.tftp.core.net.EventLoop;
import io.tftp.core.net.RequestListener;
import io.tftp.core.net.WindowMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final List<InetSocketAddress> wanted;
    private final TransferHandler handler;
    private final ServerListener listener;
    private final ServerSettings settings;
    private final int loopCount;
    private final int contentThreads;
    private final LiveTransfers transfers = new LiveTransfers();
    private final List<EventLoop> loops = new ArrayList<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private @Nullable ContentPool pool;
    private @Nullable RequestListener requests;
    private boolean closed;

    TftpServer(
            List<InetSocketAddress> wanted,
            TransferHandler handler,
            ServerListener listener,
            ServerSettings settings,
            int loopCount,
            int contentThreads) {
        this.wanted = wanted;
        this.handler = handler;
        this.listener = listener;
        this.settings = settings;
        this.loopCount = loopCount;
        this.contentThreads = contentThreads;
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
     * @throws io.tftp.core.net.AddressUnavailableException if an address can't be bound: the port is in use, isn't this user's
     *     to bind, or the address isn't this host's
     * @throws IOException if the system has no sockets left
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() throws IOException {
        if (closed || pool != null) {
            throw new IllegalStateException("a server is started once");
        }
        try {
            ContentPool contentPool = new ContentPool("tftp-content", contentThreads);
            pool = contentPool;
            WindowMemory memory = new WindowMemory(settings.windowMemoryBytes());
            EventLoop requestLoop = openLoop("tftp-requests", memory);
            List<EventLoop> transferLoops = new ArrayList<>();
            for (int i = 1; i <= loopCount; i++) {
                transferLoops.add(openLoop("tftp-transfers-" + i, memory));
            }
            TransferPorts ports = new TransferPorts(settings, requestLoop, transferLoops);
            Shortage shortage = new Shortage(transfers, requestLoop, contentPool);
            TransferOpener opener =
                    new TransferOpener(settings, handler, contentPool, ports, memory, transfers, shortage);
            ServerLimits limits = settings.serverLimits();
            TransferTimes times = new TransferTimes(requestLoop, transfers, limits.transferTime());
            Admission admission =
                    new Admission(limits, settings.access(), transfers, times, listener, new Neighbours(contentPool));
            RequestGate gate = new RequestGate(admission, listener, requestLoop, contentPool, opener, transfers);
            requests = RequestListener.open(wanted, requestLoop, contentPool, gate);
        } catch (IOException | RuntimeException e) {
            close(Duration.ZERO);
            throw e;
        }
    }

    private EventLoop openLoop(String name, WindowMemory memory) throws IOException {
        EventLoop loop = EventLoop.open(name, false, memory);
        loops.add(loop);
        return loop;
    }

    /**
     * Where it listens.
     *
     * @return specific addresses with their ports; a wildcard address shows as the host's own
     */
    public synchronized List<InetSocketAddress> addresses() {
        return requests == null ? List.of() : requests.addresses();
    }

    /**
     * How many transfers are under way.
     *
     * @return 0 or more
     */
    public int liveTransfers() {
        return transfers.count();
    }

    /** Stops at once: {@link #close(Duration)} without grace. Cuts the grace short that another thread waits for there. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops: takes no more requests, lets running transfers come to their end for some time, and cancels the rest, of which
     * the clients are told. Waits until that is done. Does nothing more the second time.
     *
     * @param grace how long running transfers may go on
     */
    public void close(Duration grace) {
        if (grace.isZero()) {
            hurry.complete(null);
        }
        closeInOrder(grace);
    }

    private synchronized void closeInOrder(Duration grace) {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Void> drained = transfers.drain();
        if (settings.singlePort().isEmpty()) { // else transfers go on there, and only requests get no answer any more
            closeRequests();
        }
        await(CompletableFuture.anyOf(drained, hurry), grace);
        if (!drained.isDone()) {
            transfers.cancelAll("the server is shutting down");
            await(drained, TIDY_UP);
        }
        closeRequests();
        if (pool != null) {
            pool.close();
        }
        loops.forEach(EventLoop::close);
    }

    private void closeRequests() {
        if (requests != null) {
            requests.close();
        }
    }

    private static void await(CompletableFuture<?> event, Duration patience) {
        try {
            event.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // It was waited for, no more than that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // never completed so
        }
    }
}
