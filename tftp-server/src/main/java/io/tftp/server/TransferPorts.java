package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortPool;
import io.tftp.core.link.PortRange;
import io.tftp.core.link.RequestSocket;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.TokenBucket;
import io.tftp.core.session.SessionLoop;
import io.tftp.core.session.TransferListener;
import io.tftp.core.session.TransferSession;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.RetryPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which port a transfer gets, and so which loop: one of its own on the next loop, as RFC 1350 §4 has it, or in single-port mode
 * the one that its request came to, on the loop of the requests. Thread-safe.
 */
final class TransferPorts {

    private final ServerSettings settings;
    private final SessionLoop requestLoop;
    private final List<SessionLoop> loops;
    private final PortPool pool;
    private final Pacing pacing;
    private final AtomicInteger nextLoop = new AtomicInteger();

    /**
     * A transfer's place.
     *
     * @param loop the loop that it has to live on
     * @param port its way to the client
     * @param rates how fast it may go
     */
    record Place(SessionLoop loop, DatagramPort port, List<TokenBucket> rates) {

        TransferSession sending(
                ContentPool pool, Opening opening, RetryPolicy policy, BlockSource source, TransferListener listener) {
            return TransferSession.sending(loop, pool, port, opening, policy, source, listener)
                    .paced(rates);
        }

        TransferSession receiving(
                ContentPool pool,
                Opening opening,
                RetryPolicy policy,
                boolean checksSize,
                BlockSink sink,
                TransferListener listener) {
            return TransferSession.receiving(loop, pool, port, opening, policy, checksSize, sink, listener)
                    .paced(rates);
        }
    }

    /** There is no port for a transfer; nothing that a handler throws is meant. */
    static final class NoPortException extends IOException {

        private static final long serialVersionUID = 1L;

        NoPortException(BindException cause) {
            super(cause.getMessage(), cause);
        }
    }

    TransferPorts(ServerSettings settings, SessionLoop requestLoop, List<SessionLoop> loops) {
        this.settings = settings;
        this.requestLoop = requestLoop;
        this.loops = List.copyOf(loops);
        this.pool = new PortPool(requestLoop.loop());
        this.pacing = new Pacing(settings.serverLimits(), requestLoop.loop().clock());
    }

    /** Whether a client is answered from the port for requests. */
    boolean isShared(InetSocketAddress client) {
        return settings.singlePort()
                .filter(clients -> clients.test(client.getAddress()))
                .isPresent();
    }

    /**
     * Opens a transfer's port.
     *
     * @throws NoPortException if all are in use
     * @throws IOException if no socket can be had
     */
    Place open(ServerTransfer transfer, RequestSocket socket) throws IOException {
        LiveTransfers.Key key = transfer.key();
        if (isShared(key.client())) {
            return new Place(requestLoop, shared(transfer, socket), pacing.rates());
        }
        SessionLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
        try {
            DatagramPort port = EphemeralPort.toClient(key.localAddress(), settings.portRange(), key.client());
            return new Place(loop, port, pacing.rates());
        } catch (BindException e) {
            throw new NoPortException(e);
        }
    }

    /** Whether a transfer may be had on the loop of the requests without waiting for a port. */
    boolean canOpenAtOnce(InetSocketAddress client) {
        return settings.portRange().equals(PortRange.ANY) || isShared(client);
    }

    /**
     * Opens a port on the loop of the requests, on whose thread this is called.
     *
     * @return empty if there is none for such a transfer at present
     */
    Optional<Place> openAtOnce(ServerTransfer transfer, RequestSocket socket, int windowSize) throws IOException {
        LiveTransfers.Key key = transfer.key();
        Optional<DatagramPort> port = Optional.empty();
        if (isShared(key.client())) {
            port = Optional.of(shared(transfer, socket));
        } else if (windowSize == 1) {
            port = pool.take(key.localAddress(), key.client());
        }
        return port.map(each -> new Place(requestLoop, each, pacing.rates()));
    }

    /** Does something on the loop of the requests when some time has passed. */
    void executeAfter(Runnable task, Duration delay) {
        requestLoop.loop().executeAfter(task, delay);
    }

    private static DatagramPort shared(ServerTransfer transfer, RequestSocket socket) {
        return socket.portTo(transfer.key().client(), transfer.contested());
    }
}
