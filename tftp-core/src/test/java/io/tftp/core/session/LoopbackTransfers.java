package io.tftp.core.session;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.link.PortRange;
import io.tftp.core.link.RequestListener;
import io.tftp.core.link.RequestSocket;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Opening;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Both ends of a transfer on loopback: a request listener that answers with a session, and a client's session. */
final class LoopbackTransfers implements AutoCloseable {

    /** For transfers that work, however busy the machine is. */
    static final RetryPolicy PATIENT =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5), 5);

    /** For those that wait for nobody. */
    static final RetryPolicy PATIENT_BRIEFLY =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(400), 2);

    final EventLoop loop;
    final SessionLoop sessions;
    final ContentPool pool;
    final RequestListener listener;
    private final boolean singlePort;
    private BlockSource serverSource;
    private BlockSink serverSink;
    final Ending serverEnd = new Ending();
    private volatile TransferSession serverSession;

    /** Waits for a transfer's end. */
    static final class Ending implements TransferListener {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile TransferStats stats;
        private volatile Throwable cause;
        private volatile TransferParameters agreed;
        private volatile boolean portClosed;
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        @Override
        public void released() {
            released.complete(null);
        }

        CompletableFuture<Void> release() {
            return released;
        }

        @Override
        public void agreed(InetSocketAddress peer, TransferParameters parameters) {
            agreed = parameters;
        }

        @Override
        public void portClosed(InetSocketAddress peer) {
            portClosed = true;
        }

        boolean portClosed() {
            return portClosed;
        }

        @Override
        public void ended(Outcome how, TransferStats done, Optional<Throwable> why) {
            stats = done;
            cause = why.orElse(null);
            if (!outcome.complete(how)) {
                throw new IllegalStateException("ended twice");
            }
        }

        Outcome await() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }

        boolean decided() {
            return outcome.isDone();
        }

        TransferStats stats() {
            return stats;
        }

        Throwable cause() {
            return cause;
        }

        TransferParameters agreed() {
            return agreed;
        }
    }

    LoopbackTransfers() throws IOException {
        this(false);
    }

    /**
     * Opens both ends.
     *
     * @param singlePort whether the server's session shares the port for requests
     */
    LoopbackTransfers(boolean singlePort) throws IOException {
        this.singlePort = singlePort;
        loop = EventLoop.open("loopback-test", true);
        sessions = new SessionLoop(loop);
        pool = new ContentPool("loopback-test-content", 4);
        listener = RequestListener.open(
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), loop, pool, this::answer);
    }

    LoopbackTransfers serving(BlockSource source) {
        serverSource = source;
        return this;
    }

    LoopbackTransfers storing(BlockSink sink) {
        serverSink = sink;
        return this;
    }

    InetSocketAddress address() {
        return listener.addresses().get(0);
    }

    TransferSession serverSession() {
        return serverSession;
    }

    private void answer(Request request, InetSocketAddress client, RequestSocket socket) {
        try {
            DatagramPort port = singlePort
                    ? socket.portTo(client, false)
                    : EphemeralPort.toClient(socket.localAddress(), PortRange.ANY, client);
            if (request instanceof ReadRequest) {
                Negotiation.Answer answer =
                        Negotiation.answer(request.options(), Limits.DEFAULTS, OptionalLong.empty());
                Opening opening = answer.optionAckNeeded()
                        ? Opening.optionAck(answer.granted(), answer.parameters())
                        : Opening.none();
                serverSession =
                        TransferSession.sending(sessions, pool, port, opening, PATIENT, serverSource, serverEnd);
            } else {
                Negotiation.Answer answer = Negotiation.answerWrite(request.options(), Limits.DEFAULTS);
                Opening opening = answer.optionAckNeeded()
                        ? Opening.optionAck(answer.granted(), answer.parameters())
                        : Opening.ackZero();
                serverSession =
                        TransferSession.receiving(sessions, pool, port, opening, PATIENT, false, serverSink, serverEnd);
            }
            serverSession.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TransferSession get(ReadRequest request, BlockSink sink, TransferListener end) throws IOException {
        TransferSession session = TransferSession.receiving(
                sessions, pool, clientPort(address()), Opening.request(request), PATIENT, true, sink, end);
        session.start();
        return session;
    }

    TransferSession put(WriteRequest request, BlockSource source, TransferListener end) throws IOException {
        TransferSession session = TransferSession.sending(
                sessions, pool, clientPort(address()), Opening.request(request), PATIENT, source, end);
        session.start();
        return session;
    }

    static DatagramPort clientPort(InetSocketAddress server) throws IOException {
        return EphemeralPort.toServer(InetAddress.getLoopbackAddress(), server, false);
    }

    @Override
    public void close() {
        listener.close();
        pool.close();
        loop.close();
    }
}
