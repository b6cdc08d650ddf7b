package io.tftp.server;

import io.tftp.core.link.RequestSocket;
import io.tftp.core.wire.Request;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a request has to pass: repeated? room for it? Then the {@link TransferOpener} has it, at once or on a thread that {@link Openings} finds. On the
 * loop of the request sockets.
 */
final class RequestGate implements RequestSocket.Receiver {

    private final Admission admission;
    private final ServerListener listener;
    private final Executor loop;
    private final TransferOpener opener;
    private final Openings openings;
    private final LiveTransfers transfers;
    private final TransferPorts ports;

    RequestGate(
            Admission admission,
            ServerListener listener,
            Executor loop,
            TransferOpener opener,
            Openings openings,
            LiveTransfers transfers,
            TransferPorts ports) {
        this.admission = admission;
        this.listener = listener;
        this.loop = loop;
        this.opener = opener;
        this.openings = openings;
        this.transfers = transfers;
        this.ports = ports;
    }

    @Override
    public void handleRequest(Request request, InetSocketAddress client, RequestSocket socket) {
        LiveTransfers.Key key = new LiveTransfers.Key(client, socket.localAddress());
        Optional<ServerTransfer> latest = transfers.find(key);
        if (latest.isPresent() && latest.get().isRepeatedBy(request)) {
            ServerTransfer first = latest.get();
            first.lookAgain(() -> loop.execute(() -> handleAgain(first, request, socket)));
        } else {
            admit(key, request, latest, socket);
        }
    }

    /** What seemed to repeat a transfer's request: it doesn't if that was acknowledged. */
    private void handleAgain(ServerTransfer first, Request request, RequestSocket socket) {
        LiveTransfers.Key key = first.key();
        Optional<ServerTransfer> latest = transfers.find(key);
        boolean isFirst = latest.isPresent() && latest.get() == first; // else the client has gone on to a later request
        if (latest.isEmpty() || (isFirst && !first.isRepeatedBy(request))) {
            admit(key, request, latest, socket);
        }
    }

    private void admit(LiveTransfers.Key key, Request request, Optional<ServerTransfer> latest, RequestSocket socket) {
        InetSocketAddress client = key.client();
        if (!admission.mayAsk(request, client, socket)) {
            return;
        }
        latest.filter(last -> !last.isAcknowledged())
                .ifPresent(last -> last.abandon("the client asked for something else from the same port"));
        if (!admission.hasRoom(client, transfers.holdsAny(key), socket)) {
            return;
        }
        ServerTransfer transfer = new ServerTransfer(
                key, request, admission.scopeOf(client), transfers, listener, transfers.holdsAcknowledged(key));
        if (!transfers.put(transfer)) {
            return; // the server is closing
        }
        transfers.before(transfer).forEach(ServerTransfer::withholdOpening);
        transfer.requested();
        if (opener.sendAtOnce(transfer, socket)) {
            return;
        }
        try {
            openings.add(transfer, socket);
        } catch (RuntimeException | Error e) {
            transfers.remove(transfer); // such as no memory for a thread
            throw e;
        }
    }

    /** Every ERROR for a request that comes to nothing passes here, whatever the reason. */
    @Override
    public boolean mayRefuse(InetSocketAddress client, RequestSocket socket) {
        return !wouldEndTransfer(client, socket) && admission.mayRefuse(client);
    }

    /**
     * Whether a client would take an ERROR from the port for requests for the end of a transfer that goes on there, in single-port
     * mode: the request that it answers may be forged or doubled. Once the client is silent at that transfer, it has gone on.
     */
    private boolean wouldEndTransfer(InetSocketAddress client, RequestSocket socket) {
        LiveTransfers.Key key = new LiveTransfers.Key(client, socket.localAddress());
        return ports.isShared(client)
                && transfers
                        .find(key)
                        .filter(running -> running.isBusy(transfers.clock().nanoTime()))
                        .isPresent();
    }
}
