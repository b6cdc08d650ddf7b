package io.tftp.client.chaos;

import io.tftp.core.impairment.Bottleneck;
import io.tftp.core.impairment.Fate;
import io.tftp.core.impairment.ImpairedLine;
import io.tftp.core.impairment.Impairments;
import io.tftp.core.link.AddressText;
import io.tftp.core.link.RelaySocket;
import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between TFTP clients and a server, with a bad network in it.
 *
 * <p>Clients send their requests to the proxy, and meet the transfer's port as one of the proxy's: {@link Flow} draws it. What
 * happens to the n-th datagram of a flow in a direction depends on the seed, on the number of the flow and on n, so that the same
 * traffic meets the same fate again. Where the plan has a rate, all flows share the line, one in each direction.
 *
 * <p>It runs on one thread of its own. Any thread may call its methods.
 */
public final class ChaosProxy implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(ChaosProxy.class.getName());

    /** What Ethernet, IP and UDP put before a datagram's content, as the line counts it. */
    private static final int ETHERNET_HEADER_BYTES = 14;

    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int UDP_HEADER_BYTES = 8;

    private final ChaosPlan plan;
    private final ChaosObserver observer;
    private final EventLoop loop;
    private final List<InetSocketAddress> addresses;
    private final Tally toServer = new Tally();
    private final Tally toClient = new Tally();
    private final AtomicLong flowsBegun = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();

    // The loop's.
    private final DelayQueue queue;
    private final Bottleneck lineToServer;
    private final Bottleneck lineToClient;
    private final Flows flows;

    private ChaosProxy(ChaosPlan plan, ChaosObserver observer, EventLoop loop) throws IOException {
        this.plan = plan;
        this.observer = observer;
        this.loop = loop;
        this.queue = new DelayQueue(loop, plan.mostQueuedBytes());
        this.flows = new Flows(loop, plan.mostFlows(), plan.idle());
        long now = loop.clock().nanoTime();
        this.lineToServer = new Bottleneck(plan.toServer(), now);
        this.lineToClient = new Bottleneck(plan.toClient(), now);
        this.addresses = RelaySocket.bindAll(plan.listen(), loop, this::fromClient).stream()
                .map(RelaySocket::address)
                .toList();
        if (addresses.contains(plan.server())) {
            throw new IllegalArgumentException("the proxy can't be its own server: " + AddressText.of(plan.server()));
        }
    }

    /**
     * Starts a proxy.
     *
     * @param plan the settings
     * @param observer receives each datagram and its fate
     * @return the running proxy
     * @throws IOException if an address can't be listened on, or no socket can be opened
     * @throws IllegalArgumentException if the proxy would be its own server
     */
    public static ChaosProxy start(ChaosPlan plan, ChaosObserver observer) throws IOException {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(observer, "observer");
        EventLoop loop = EventLoop.openExact("tftp-chaos", true);
        try {
            return new ChaosProxy(plan, observer, loop);
        } catch (IOException | RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    /**
     * The addresses that the proxy listens on for clients.
     *
     * @return specific addresses, with their port
     */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /**
     * The counters so far; may also be called after {@link #close}.
     *
     * @return a snapshot
     */
    public ChaosTotals totals() {
        return new ChaosTotals(toServer.counts(), toClient.counts(), flowsBegun.get(), turnedAway.get());
    }

    /**
     * Stops the proxy and drops queued packets. Any thread may call it, any number of times. On the observer's thread it returns at once,
     * as that thread has to continue before it can end. It waits up to 2 s for an observer that blocks, and logs where it is.
     */
    @Override
    public void close() {
        loop.close();
    }

    /** A datagram came to where requests come. */
    private void fromClient(ByteBuffer datagram, InetSocketAddress client, RelaySocket listener, long now) {
        if (client.getPort() == 0) {
            return; // nobody could be answered
        }
        Flow flow = flows.find(client, listener, now);
        if (flow == null) {
            flow = begin(client, listener, now);
        }
        if (flow != null) {
            pass(datagram, now, flow, Direction.TO_SERVER, flow.upstream(), plan.server());
        }
    }

    /** A client's port that wasn't heard before; null if there is no room for it. */
    private @Nullable Flow begin(InetSocketAddress client, RelaySocket listener, long now) {
        if (!flows.hasRoom(now)) {
            turnedAway.incrementAndGet();
            return null;
        }
        // The receiver of the upstream socket needs the flow, and the flow the socket.
        Flow[] begun = new Flow[1];
        RelaySocket upstream = open(
                anyAddressFor(plan.server()),
                (datagram, sender, socket, at) -> fromServer(datagram, sender, begun[0], at));
        if (upstream == null) {
            turnedAway.incrementAndGet();
            return null;
        }
        long number = flowsBegun.incrementAndGet();
        begun[0] = new Flow(
                number,
                client,
                listener,
                upstream,
                road(plan.toServer(), lineToServer, 2 * number, now),
                road(plan.toClient(), lineToClient, 2 * number + 1, now));
        flows.add(begun[0], now);
        return begun[0];
    }

    private Road road(Impairments impairments, Bottleneck bottleneck, long number, long now) {
        return new Road(new ImpairedLine(impairments, bottleneck, ImpairedLine.seed(plan.seed(), number), now));
    }

    private static InetSocketAddress anyAddressFor(InetSocketAddress peer) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[peer.getAddress() instanceof Inet4Address ? 4 : 16]), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e); // only thrown for arrays of other lengths
        }
    }

    /** A socket, or null if none can be had: the client will ask again. */
    private @Nullable RelaySocket open(InetSocketAddress address, RelaySocket.Receiver receiver) {
        try {
            return RelaySocket.bind(address, loop, receiver);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, () -> "no socket: " + e.getMessage());
            return null;
        }
    }

    /** A datagram came from a port of the server's; what others send to that port of ours is none of our business. */
    private void fromServer(ByteBuffer datagram, InetSocketAddress sender, Flow flow, long now) {
        if (!sender.getAddress().equals(plan.server().getAddress())) {
            return;
        }
        flows.used(flow, now);
        RelaySocket front = sender.getPort() == plan.server().getPort()
                ? flow.listener()
                : flow.front(sender, port -> openFront(flow, port));
        if (front != null) {
            pass(datagram, now, flow, Direction.TO_CLIENT, front, flow.client());
        }
    }

    private @Nullable RelaySocket openFront(Flow flow, InetSocketAddress serverPort) {
        InetAddress local = flow.listener().address().getAddress();
        return open(new InetSocketAddress(local, 0), (datagram, sender, socket, now) -> {
            if (sender.equals(flow.client())) {
                flows.used(flow, now);
                pass(datagram, now, flow, Direction.TO_SERVER, flow.upstream(), serverPort);
            }
        });
    }

    /** Decides what happens to a datagram, and does it, now or later. */
    private void pass(
            ByteBuffer datagram, long now, Flow flow, Direction direction, RelaySocket from, InetSocketAddress to) {
        queue.sendDue(now);
        int length = datagram.remaining();
        Road road = flow.road(direction);
        Fate fate = road.decide(length + headerBytes(to), now);
        boolean room = queue.hasRoom(fate.doubled() ? 2 : 1, length);
        Tally tally = direction == Direction.TO_SERVER ? toServer : toClient;
        tally.decided(fate, room, now);
        observer.passes(new ChaosObserver.Passage(flow.number(), direction, datagram.duplicate(), now, fate, room));
        if (fate.dropped()) {
            return;
        }
        if (room) {
            byte[] bytes = new byte[length];
            datagram.get(bytes);
            byte[] arriving = fate.bytes(bytes);
            road.send(fate, parcel(arriving, from, to, tally), queue, now);
            if (fate.doubled()) {
                queue.send(parcel(arriving, from, to, tally), fate.copyNanos().orElseThrow(), now);
            }
        }
        road.releaseBehind(fate, queue, now);
    }

    private static DelayQueue.Parcel parcel(byte[] bytes, RelaySocket from, InetSocketAddress to, Tally tally) {
        return new DelayQueue.Parcel(ByteBuffer.wrap(bytes), from, to, tally);
    }

    private static int headerBytes(InetSocketAddress to) {
        int ipBytes = to.getAddress() instanceof Inet4Address ? IPV4_HEADER_BYTES : IPV6_HEADER_BYTES;
        return ETHERNET_HEADER_BYTES + ipBytes + UDP_HEADER_BYTES;
    }
}
