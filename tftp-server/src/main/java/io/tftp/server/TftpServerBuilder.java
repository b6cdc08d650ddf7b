package io.tftp.server;

import io.tftp.core.link.LocalAddresses;
import io.tftp.core.link.PortRange;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.Limits;
import io.tftp.core.transfer.RetryPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Collects what a {@link TftpServer} needs. Each method returns the builder. Not thread-safe.
 */
public final class TftpServerBuilder {

    /** The port of TFTP (RFC 1350 §4), which takes a privilege to bind. */
    public static final int DEFAULT_PORT = 69;

    /** How much memory the windows of all transfers hold together unless told otherwise: 256 MiB. */
    public static final long DEFAULT_WINDOW_MEMORY_BYTES = 256L << 20;

    private static final int DEFAULT_BLOCKING_THREADS = 512;

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private TransferHandler handler = new TransferHandler() {};
    private ServerListener listener = new ServerListener() {};
    private Limits limits = Limits.DEFAULTS;
    private boolean fitsBlocksToMtu = true;
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private PortRange portRange = PortRange.ANY;
    private Optional<Predicate<InetAddress>> singlePort = Optional.empty();
    private ServerLimits serverLimits = ServerLimits.DEFAULTS;
    private long windowMemoryBytes = DEFAULT_WINDOW_MEMORY_BYTES;
    private AccessPolicy access = (request, client) -> true;
    private int loops = usualLoops();
    private int blockingThreads = DEFAULT_BLOCKING_THREADS;
    private Clock clock = Clock.system();
    private Duration openingPatience = Openings.PATIENCE;
    private Duration contentPatience = ContentPools.CLOSE_PATIENCE;

    TftpServerBuilder() {}

    /** A loop keeps two cores busy: its own, and another with the kernel's part of the work. */
    private static int usualLoops() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * Listens on an address; repeatable. Without it, on port 69 of all addresses of this host.
     *
     * @param address a resolved address; a wildcard one stands for all of this host's, {@code 0.0.0.0} for those of IPv4 and
     *     {@code ::} for both families', and follows their changes; port 0 for a free port, which {@link
     *     TftpServer#addresses} tells
     * @return this
     */
    public TftpServerBuilder address(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unknown address " + address.getHostString());
        }
        addresses.add(address);
        return this;
    }

    /**
     * Listens on a port of all addresses of this host, of IPv4 and of IPv6.
     *
     * @param port 0 to 65535; 0 for a free port, which {@link TftpServer#addresses} tells
     * @return this
     */
    public TftpServerBuilder port(int port) {
        return address(new InetSocketAddress(LocalAddresses.any(), port));
    }

    /**
     * Serves what this handler opens. Without one every request is refused.
     *
     * @param newHandler thread-safe
     * @return this
     */
    public TftpServerBuilder handler(TransferHandler newHandler) {
        handler = Objects.requireNonNull(newHandler, "handler");
        return this;
    }

    /**
     * Tells a listener what goes on.
     *
     * @param newListener thread-safe
     * @return this
     */
    public TftpServerBuilder listener(ServerListener newListener) {
        listener = Objects.requireNonNull(newListener, "listener");
        return this;
    }

    /**
     * Sets how far to go along with the options that clients ask for.
     *
     * @param newLimits the limits; {@link Limits#DEFAULTS} without it
     * @return this
     */
    public TftpServerBuilder limits(Limits newLimits) {
        limits = Objects.requireNonNull(newLimits, "limits");
        return this;
    }

    /**
     * Sets whether blocks are also limited to what the interface that was asked on carries in one piece. True without it.
     *
     * @param fits false to leave it to {@link #limits}
     * @return this
     */
    public TftpServerBuilder fitBlocksToMtu(boolean fits) {
        fitsBlocksToMtu = fits;
        return this;
    }

    /**
     * Sets how long to wait for clients.
     *
     * @param policy the policy; {@link RetryPolicy#DEFAULT} without it
     * @return this
     */
    public TftpServerBuilder retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets which local ports transfers use.
     *
     * @param range the range; any free port without it
     * @return this
     */
    public TftpServerBuilder portRange(PortRange range) {
        portRange = Objects.requireNonNull(range, "range");
        return this;
    }

    /**
     * Answers all clients from the port for requests (single-port mode), instead of giving each transfer a port of its own as
     * RFC 1350 §4 has it: for clients behind address translation or packet filters that let no other port's answers pass, and
     * for firmware that takes no other's. The other way is the usual one for good reasons: transfers then have several
     * loops and not one, a client that went away is noticed, and forged packets have to guess two ports.
     *
     * @return this
     */
    public TftpServerBuilder singlePort() {
        return singlePort(client -> true);
    }

    /**
     * Answers some clients from the port for requests, as {@link #singlePort()} does all of them.
     *
     * @param clients says which, by their addresses; thread-safe, and called on the thread that receives all requests, so it
     *     must not block
     * @return this
     */
    public TftpServerBuilder singlePort(Predicate<InetAddress> clients) {
        singlePort = Optional.of(clients);
        return this;
    }

    /**
     * Sets what clients may have at most.
     *
     * @param newLimits the limits; {@link ServerLimits#DEFAULTS} without it
     * @return this
     */
    public TftpServerBuilder serverLimits(ServerLimits newLimits) {
        serverLimits = Objects.requireNonNull(newLimits, "limits");
        return this;
    }

    /**
     * Sets how many transfers may run at once, and leaves the other limits as they are: {@link ServerLimits#transfers}.
     *
     * @param most 1 or more
     * @return this
     */
    public TftpServerBuilder mostTransfers(int most) {
        serverLimits = serverLimits.withTransfers(most);
        return this;
    }

    /**
     * Sets how much memory the windows of all transfers may hold together. As it goes down, smaller windows and blocks are granted;
     * blocks of 512 bytes in lock-step always go. It is direct memory, of which the JVM has bounds of its own.
     *
     * @param bytes 1 or more; {@link #DEFAULT_WINDOW_MEMORY_BYTES} without it
     * @return this
     */
    public TftpServerBuilder mostWindowMemory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("the memory for windows must be 1 byte or more, not " + bytes);
        }
        windowMemoryBytes = bytes;
        return this;
    }

    /**
     * Sets who may read and write.
     *
     * @param policy thread-safe; everyone may without it, as far as the handler allows
     * @return this
     */
    public TftpServerBuilder access(AccessPolicy policy) {
        access = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets how many event loops run the transfers.
     *
     * @param count 1 or more; one for two processor cores without it
     * @return this
     */
    public TftpServerBuilder loops(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("loops must be 1 or more, not " + count);
        }
        loops = count;
        return this;
    }

    /**
     * Sets how many threads may be held up at once by handlers and by content that may block: each transfer takes one at most, while
     * its content is opened, read, written or closed. They are made when they are needed and end when they are idle. Where all are
     * held up, requests wait for one for 10 s, 1,024 of them at most, and then get no answer, or an ERROR if {@link
     * ServerLimits#tellsClients}: {@link Limit#OPENINGS}. What {@link TransferHandler#isLocal} vouches for, as a directory's files
     * are, has a few threads of its own and isn't concerned.
     *
     * @param most 1 or more; 512 without it
     * @return this
     */
    public TftpServerBuilder blockingThreads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("blockingThreads must be 1 or more, not " + most);
        }
        blockingThreads = most;
        return this;
    }

    /** How long a request waits for a thread: shorter for tests. */
    TftpServerBuilder openingPatience(Duration patience) {
        openingPatience = patience;
        return this;
    }

    /** What all deadlines, rates and times go by: one that is moved by hand for tests. */
    TftpServerBuilder clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** How long closing waits for content and handlers before it interrupts them: shorter for tests. */
    TftpServerBuilder contentPatience(Duration patience) {
        contentPatience = patience;
        return this;
    }

    /**
     * Makes the server.
     *
     * @return a server that isn't started yet
     */
    public TftpServer build() {
        InetSocketAddress all = new InetSocketAddress(LocalAddresses.any(), DEFAULT_PORT);
        return new TftpServer(
                addresses.isEmpty() ? List.of(all) : List.copyOf(addresses),
                handler,
                listener,
                new ServerSettings(
                        limits,
                        fitsBlocksToMtu,
                        retryPolicy,
                        portRange,
                        singlePort,
                        serverLimits,
                        windowMemoryBytes,
                        access),
                loops,
                ContentPools.of(blockingThreads, contentPatience),
                openingPatience,
                clock);
    }
}
