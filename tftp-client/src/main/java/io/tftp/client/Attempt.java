package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.session.TransferListener;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Packet;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Watches one session, of which a transfer has one, or more if it has to ask again. All on the loop's thread but {@link #release}.
 */
final class Attempt implements TransferListener {

    private final Progress progress;
    private final Set<Attempt> lingering;
    private final Consumer<Ending> ended;
    private final CompletableFuture<Void> release = new CompletableFuture<>();

    private InetSocketAddress server;
    private boolean answered;
    private boolean portClosed;
    private TransferParameters parameters = TransferParameters.RFC_1350;

    Attempt(InetSocketAddress server, Progress progress, Set<Attempt> lingering, Consumer<Ending> ended) {
        this.server = server;
        this.progress = progress;
        this.lingering = lingering;
        this.ended = ended;
    }

    /** Complete when the session's socket is closed; to be read by any thread. */
    CompletableFuture<Void> release() {
        return release;
    }

    @Override
    public void agreed(InetSocketAddress peer, TransferParameters agreed) {
        server = peer;
        answered = true;
        parameters = agreed;
        progress.agreed(peer, agreed);
    }

    @Override
    public void awaiting(InetSocketAddress peer) {
        progress.awaiting(peer);
    }

    @Override
    public void progressed(long bytes) {
        progress.progressed(bytes);
    }

    @Override
    public boolean tracesPackets() {
        return progress.tracesPackets();
    }

    @Override
    public void packetSent(Packet packet) {
        progress.packetSent(packet);
    }

    @Override
    public void packetReceived(Packet packet) {
        progress.packetReceived(packet);
    }

    @Override
    public void portClosed(InetSocketAddress peer) {
        portClosed = true;
    }

    @Override
    public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
        boolean lossy = stats.resends() > 0 || stats.strays() > 0;
        if (outcome.kind() == Outcome.Kind.COMPLETED && lossy && !release.isDone()) {
            lingering.add(this);
        }
        ended.accept(new Ending(server, answered, portClosed, parameters, outcome, stats, cause));
    }

    @Override
    public void released() {
        release.complete(null);
        lingering.remove(this);
    }
}
