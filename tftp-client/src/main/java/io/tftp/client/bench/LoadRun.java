package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.Opening;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The transfers of one plan: each client makes one after the other until there are none left to make.
 *
 * <p>{@link #run} begins each client's first transfer on its caller's thread, so that the loop meanwhile hears the answers to
 * those that are begun. All others begin, and all end, on the loop's thread.
 */
final class LoadRun {

    /** So many sockets stay open at least after a get, to acknowledge its last block again; the oldest go first. */
    private static final int LINGERING = 512;

    /** How long what saw losses may linger after the last transfer. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final byte[] OTHER_LOOPBACK = {127, 0, 0, 2};

    private final LoadPlan plan;
    private final EventLoop loop;
    private final SessionLoop sessions;
    private final InetAddress local;
    private final boolean get;
    private final ContentPool pool = ContentPool.direct();
    private final Tally tally = new Tally();
    private final ProcessorTime processorTime = new ProcessorTime();

    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger clientsLeft;
    private final Set<Exchange> live = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile long lastStartNanos;
    private volatile long endNanos;

    // The loop's.
    private final Set<Exchange> lingering = new LinkedHashSet<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    LoadRun(LoadPlan plan, EventLoop loop) throws UnknownHostException {
        this.plan = plan;
        this.loop = loop;
        this.sessions = new SessionLoop(loop);
        this.get = plan.direction() == LoadPlan.Direction.GET;
        this.local = local(plan.server());
        this.clientsLeft = new AtomicInteger(plan.clients());
    }

    /**
     * The address to send from. A server on this host has its transfers' ports from the same range as the clients theirs, and
     * with thousands of them the late packet for a transfer that is over would meet a client that has just got its port; so
     * the clients have an address of their own, where loopback has several.
     */
    private static InetAddress local(InetSocketAddress server) throws UnknownHostException {
        boolean ipv4 = server.getAddress() instanceof Inet4Address;
        InetAddress own = InetAddress.getByAddress(OTHER_LOOPBACK);
        if (ipv4
                && server.getAddress().isLoopbackAddress()
                && !server.getAddress().equals(own)) {
            try {
                EphemeralPort.toServer(own, server, false).close();
                return own;
            } catch (IOException e) {
                // Not on this system.
            }
        }
        return InetAddress.getByAddress(new byte[ipv4 ? 4 : 16]);
    }

    /** Makes all transfers and waits for their end. An interrupt gives the running ones up. */
    LoadResult run() {
        loop.execute(processorTime::loopStarts);
        long startNanos = loop.clock().nanoTime();
        lastStartNanos = startNanos + plan.duration().map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
        for (int client = 0; client < plan.clients(); client++) {
            begin();
        }
        await();
        LoadResult result = tally.result(Duration.ofNanos(endNanos - startNanos), processorTime);
        if (!stopping) {
            sayFarewell();
        }
        return result;
    }

    /** What saw losses may have to acknowledge its last block once more, or the server would take it for failed. */
    private void sayFarewell() {
        loop.execute(() -> {
            List.copyOf(lingering).stream().filter(Exchange::clean).forEach(this::dismissOne);
            leaveIfAlone();
        });
        try {
            gone.get(FAREWELL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // They had their time.
        }
    }

    private void dismissOne(Exchange exchange) {
        lingering.remove(exchange);
        exchange.session().ifPresent(TransferSession::dismiss);
    }

    private void leaveIfAlone() {
        if (finished.isDone() && lingering.isEmpty()) {
            gone.complete(null);
        }
    }

    private void await() {
        boolean interrupted = false;
        while (!finished.isDone()) {
            try {
                finished.get();
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e); // it is never completed so
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins nothing more, and gives up what runs. For any thread. */
    void stop() {
        stopping = true;
        for (Exchange exchange : live) {
            exchange.session().ifPresent(session -> session.cancel(ErrorCode.NOT_DEFINED, "cancelled by the client"));
        }
    }

    Tally tally() {
        return tally;
    }

    /** A client's next transfer, or its end. */
    private void begin() {
        long number =
                stopping || loop.clock().nanoTime() - lastStartNanos >= 0 ? Long.MAX_VALUE : begun.incrementAndGet();
        if (number > plan.transfers().orElse(Long.MAX_VALUE - 1)) {
            loop.execute(this::clientLeaves);
            return;
        }
        try {
            DatagramPort port = EphemeralPort.toServer(local, plan.server(), false);
            Exchange exchange = new Exchange(this, number, get, loop.clock());
            TransferSession session = session(number, plan.line().before(port, plan.seed() * 31 + number), exchange);
            exchange.runs(session);
            live.add(exchange);
            session.start();
        } catch (IOException e) {
            // No more sockets, most likely: the others may go on.
            String reason = "no socket: " + e.getMessage();
            loop.execute(() -> {
                tally.fail(reason, "transfer " + number + ": " + reason, 1);
                clientLeaves();
            });
        }
    }

    private TransferSession session(long number, DatagramPort port, Exchange to) {
        String name = plan.name(number);
        if (get) {
            ReadRequest request =
                    new ReadRequest(name, TransferMode.OCTET, plan.proposal().toReadOptions());
            ComparingSink sink = new ComparingSink(plan.content());
            return TransferSession.receiving(
                    sessions, pool, port, Opening.request(request), plan.policy(), true, sink, to);
        }
        ContentSource source = new ContentSource(plan.content());
        WriteRequest request =
                new WriteRequest(name, TransferMode.OCTET, plan.proposal().toOptions(source.size()));
        return TransferSession.sending(sessions, pool, port, Opening.request(request), plan.policy(), source, to);
    }

    /** A transfer is over; its socket may linger. */
    void ended(Exchange exchange) {
        live.remove(exchange);
        if (exchange.lingers()) {
            lingering.add(exchange);
            int most = plan.line().impaired() ? Math.max(LINGERING, plan.clients()) : LINGERING;
            if (lingering.size() > most) {
                dismissOne(lingering.iterator().next());
            }
        }
        begin();
    }

    /** A transfer's socket is closed. */
    void released(Exchange exchange) {
        lingering.remove(exchange);
        leaveIfAlone();
    }

    private void clientLeaves() {
        if (clientsLeft.decrementAndGet() > 0) {
            return;
        }
        endNanos = loop.clock().nanoTime();
        processorTime.loopEnds();
        long missing = plan.transfers().orElse(0) - begun.get();
        if (missing > 0 && !stopping && plan.duration().isEmpty()) {
            tally.fail("never begun", "no client was left to begin them all", missing);
        }
        finished.complete(null);
    }
}
