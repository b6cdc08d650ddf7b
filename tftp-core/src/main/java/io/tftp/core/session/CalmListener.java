package io.tftp.core.session;

import io.tftp.core.loop.Interrupts;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.Packet;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Another listener, of whose interrupts nothing is left: its session goes on to read a file that others read, too. */
record CalmListener(TransferListener listener) implements TransferListener {

    private static void tell(Runnable call) {
        try {
            call.run();
        } finally {
            Interrupts.clear();
        }
    }

    @Override
    public void agreed(InetSocketAddress peer, TransferParameters parameters) {
        tell(() -> listener.agreed(peer, parameters));
    }

    @Override
    public void awaiting(InetSocketAddress peer) {
        tell(() -> listener.awaiting(peer));
    }

    @Override
    public void progressed(long bytes) {
        try { // for each block: without an object
            listener.progressed(bytes);
        } finally {
            Interrupts.clear();
        }
    }

    @Override
    public boolean tracesPackets() {
        return listener.tracesPackets();
    }

    @Override
    public void packetSent(Packet packet) {
        tell(() -> listener.packetSent(packet));
    }

    @Override
    public void packetReceived(Packet packet) {
        tell(() -> listener.packetReceived(packet));
    }

    @Override
    public void portClosed(InetSocketAddress peer) {
        tell(() -> listener.portClosed(peer));
    }

    @Override
    public void ended(Outcome outcome, TransferStats stats, Optional<Throwable> cause) {
        tell(() -> listener.ended(outcome, stats, cause));
    }

    @Override
    public void released() {
        tell(listener::released);
    }
}
