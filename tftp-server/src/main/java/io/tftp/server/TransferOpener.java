package io.tftp.server;

import io.tftp.core.content.BlockSink;
import io.tftp.core.content.BlockSource;
import io.tftp.core.content.NetasciiSink;
import io.tftp.core.content.NetasciiSource;
import io.tftp.core.link.AddressText;
import io.tftp.core.link.RequestSocket;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.session.Refusal;
import io.tftp.core.session.TransferSession;
import io.tftp.core.session.WindowMemory;
import io.tftp.core.transfer.Opening;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import io.tftp.core.wire.WriteRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Opens what was asked for and starts its session. Content that the handler has in memory is sent at once, from the requests'
 * loop. All other the handler opens on a helper thread; then the options are answered, and a session starts on the
 * port that {@link TransferPorts} chooses.
 *
 * <p>{@link #sendAtOnce} runs on the loop of the request sockets, {@link #open} on a helper thread.
 */
final class TransferOpener {

    private static final Logger LOGGER = System.getLogger(TransferOpener.class.getName());

    private final ServerSettings settings;
    private final TransferHandler handler;
    private final ContentPools pools;
    private final ContentPool noPool = ContentPool.direct();
    private final TransferPorts ports;
    private final WindowMemory memory;
    private final LiveTransfers transfers;
    private final Shortage shortage;

    TransferOpener(
            ServerSettings settings,
            TransferHandler handler,
            ContentPools pools,
            TransferPorts ports,
            WindowMemory memory,
            LiveTransfers transfers,
            Shortage shortage) {
        this.settings = settings;
        this.handler = handler;
        this.pools = pools;
        this.ports = ports;
        this.memory = memory;
        this.transfers = transfers;
        this.shortage = shortage;
    }

    /**
     * Sends a small file that is in memory from here, on this loop: to hand it to the others would take longer than to send it.
     *
     * @return false if it has to go the usual way
     */
    boolean sendAtOnce(ServerTransfer transfer, RequestSocket socket) {
        InetSocketAddress client = transfer.key().client();
        if (!(transfer.request() instanceof ReadRequest request) || isNetascii(request)) {
            return false;
        }
        try {
            Optional<BlockSource> content = ports.canOpenAtOnce(client)
                    ? content("readAtOnce", handler.readAtOnce(request, client))
                    : Optional.empty();
            return content.isPresent() && sendAtOnce(transfer, request, content.get(), socket);
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(Level.DEBUG, () -> "what " + AddressText.of(client) + " asked for can't be sent at once: " + e);
            return false;
        }
    }

    private boolean sendAtOnce(ServerTransfer transfer, ReadRequest request, BlockSource source, RequestSocket socket)
            throws IOException {
        Optional<TransferPorts.Place> place = Optional.empty();
        TransferSession session = null;
        try {
            Negotiation.Answer answer = answer(request, source, socket);
            place = ports.openAtOnce(transfer, socket, answer.parameters().largestWindowSize());
            if (place.isPresent()) {
                session = place.get().sending(noPool, opening(answer), settings.retryPolicy(), source, transfer);
                begin(transfer, session, answer, source.size());
            }
        } finally {
            if (session == null) { // else these are the session's to close
                source.close();
                if (place.isPresent()) {
                    place.get().port().close();
                }
            }
        }
        return session != null;
    }

    private Negotiation.Answer answer(ReadRequest request, BlockSource source, RequestSocket socket) {
        return Negotiation.answer(request.options(), limits(socket), source.size());
    }

    /** What may be granted now, to readers and writers alike. */
    private Limits limits(RequestSocket socket) {
        return memory.limitsFor(
                settings.limitsFor(socket.unfragmentedBytes()),
                transfers.clock().nanoTime());
    }

    private static Opening opening(Negotiation.Answer answer) {
        return answer.optionAckNeeded() ? Opening.optionAck(answer.granted(), answer.parameters()) : Opening.none();
    }

    /**
     * Opens what was asked for, and sets the transfer going or refuses it; drops it if it was given up while it waited for a thread.
     * May wait for a disk, or if the content isn't local for anything.
     */
    void open(ServerTransfer transfer, RequestSocket socket, boolean isLocal) {
        if (transfer.endUnopened()) {
            return;
        }
        InetSocketAddress client = transfer.key().client();
        try {
            if (transfer.request() instanceof ReadRequest read) {
                send(transfer, read, socket, isLocal);
            } else if (transfer.request() instanceof WriteRequest write) {
                receive(transfer, write, socket, isLocal);
            }
        } catch (IOException | RuntimeException | Error e) {
            if (Shortage.isCauseOf(e)) {
                shortage.handle(transfer, e, pools.of(isLocal), () -> open(transfer, socket, isLocal));
                return;
            }
            transfers.remove(transfer);
            if (!(e instanceof IOException)) {
                LOGGER.log(Level.WARNING, () -> "opening what " + AddressText.of(client) + " asked for failed", e);
            }
            Refusal refusal = Refusal.of(e);
            if (!transfer.isGivenUp()) { // else the client would take it for the answer to what it has asked for since
                socket.refuse(client, refusal.packet());
            }
            transfer.refused(refusal, e);
        }
    }

    /**
     * Starts a session. Where two transfers of one client's port share a port of ours, an OACK leaves no doubt which of them is
     * acknowledged. DATA 1 does: a client that is busy with the first takes it for a block that came twice, may acknowledge it as
     * such, and would get the two files mixed. So without an OACK it waits until the client has said nothing for a while.
     */
    private void begin(ServerTransfer transfer, TransferSession session, Negotiation.Answer answer, OptionalLong size) {
        WindowMemory.Grant grant =
                memory.grant(answer.parameters(), transfers.clock().nanoTime());
        if (transfer.request() instanceof ReadRequest) {
            transfer.onAnswer(
                    () -> memory.settle(grant)); // and it is taken; an upload takes it when a block is missing
        }
        if (answer.optionAckNeeded() || !hasBusyRival(transfer)) {
            transfer.start(session, answer.parameters(), size);
            return;
        }
        ports.executeAfter(
                () -> {
                    if (hasBusyRival(transfer)) {
                        transfer.abandon("the client goes on with its first request");
                    }
                    transfer.start(session, answer.parameters(), size);
                },
                ServerTransfer.PAUSE);
    }

    private boolean hasBusyRival(ServerTransfer transfer) {
        long now = transfers.clock().nanoTime();
        return transfer.contested()
                && ports.isShared(transfer.key().client())
                && transfers.before(transfer).stream()
                        .anyMatch(first ->
                                !first.isOver() && !first.request().equals(transfer.request()) && first.isBusy(now));
    }

    private void send(ServerTransfer transfer, ReadRequest request, RequestSocket socket, boolean isLocal)
            throws IOException {
        BlockSource opened =
                content("read", handler.read(request, transfer.key().client()));
        try {
            BlockSource source = isNetascii(request) ? new NetasciiSource(opened) : opened;
            Negotiation.Answer answer = answer(request, source, socket);
            Opening opening = opening(answer);
            TransferPorts.Place place = ports.open(transfer, socket);
            ContentPool pool = pools.of(isLocal && !source.mayBlock());
            TransferSession session = place.sending(pool, opening, settings.retryPolicy(), source, transfer);
            begin(transfer, session, answer, source.size());
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, opened);
            throw e;
        }
    }

    private void receive(ServerTransfer transfer, WriteRequest request, RequestSocket socket, boolean isLocal)
            throws IOException {
        Negotiation.Answer answer = Negotiation.answerWrite(request.options(), limits(socket));
        // In netascii the size on the wire isn't the file's.
        OptionalLong declared =
                isNetascii(request) ? OptionalLong.empty() : answer.parameters().transferSizeBytes();
        BlockSink opened =
                content("write", handler.write(request, declared, transfer.key().client()));
        try {
            BlockSink sink = isNetascii(request) ? new NetasciiSink(opened) : opened;
            Opening opening = answer.optionAckNeeded()
                    ? Opening.optionAck(answer.granted(), answer.parameters())
                    : Opening.ackZero();
            TransferPorts.Place place = ports.open(transfer, socket);
            ContentPool pool = pools.of(isLocal && !sink.mayBlock());
            // 0 is what curl and others say who don't know the size, as of a pipe.
            boolean checksSize = declared.orElse(0) > 0;
            TransferSession session =
                    place.receiving(pool, opening, settings.retryPolicy(), checksSize, sink, transfer);
            begin(transfer, session, answer, answer.parameters().transferSizeBytes());
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, opened);
            throw e;
        }
    }

    /** A handler is others' code: what it gives is looked at before anything depends on it. */
    private static <C> C content(String method, @Nullable C given) {
        if (given == null) {
            throw new IllegalStateException("the handler's " + method + " returned null");
        }
        return given;
    }

    private static boolean isNetascii(Request request) {
        return request.mode() == TransferMode.NETASCII;
    }

    private static void closeAfter(Throwable reason, Closeable content) {
        try {
            content.close();
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
