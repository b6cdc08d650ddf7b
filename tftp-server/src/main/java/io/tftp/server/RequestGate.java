package io.tftp.server;

import io.tftp.core.net.RequestSocket;
import io.tftp.core.wire.Request;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a request has to pass: repeated? room for it? Then the {@link TransferOpener} has it, at once or on a thread that {@link Openings} finds. On the
 * loop of the request sockets.
 */
final class RequestGate implements RequestSocket.Receiver {

    private final Admission admission;
    private final ServerListener listener;
    private final TransferOpener opener;
    private final Openings openings;
    private final LiveTransfers transfers;

    RequestGate(
            Admission admission,
            ServerListener listener,
            TransferOpener opener,
            Openings openings,
            LiveTransfers transfers) {
        this.admission = admission;
        this.listener = listener;
        this.opener = opener;
        this.openings = openings;
        this.transfers = transfers;
    }

    @Override
    public void handleRequest(Request request, InetSocketAddress client, RequestSocket socket) {
        LiveTransfers.Key key = new LiveTransfers.Key(client, socket.localAddress());
        ServerTransfer live = transfers.find(key).orElse(null);
        if (live != null && live.isRepeatedBy(request)) {
            return; // its own timer answers again
        }
        if (!admission.mayAsk(request, client, socket)) {
            return;
        }
        Optional<ServerTransfer> forerunner =
                Optional.ofNullable(live).filter(first -> first.request().equals(request));
        if (live != null && forerunner.isEmpty()) {
            live.abandon("the client asked for something else from the same port");
        }
        if (!admission.hasRoom(client, live != null, socket)) {
            return;
        }
        ServerTransfer transfer = new ServerTransfer(key, request, transfers, listener, forerunner);
        if (!transfers.put(transfer)) {
            return; // the server is closing
        }
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

    @Override
    public boolean mayRefuse(InetSocketAddress client) {
        return admission.mayRefuse(client);
    }
}
