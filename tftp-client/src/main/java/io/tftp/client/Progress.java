package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Packet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a transfer is, and who is told. Written on the loop's thread, read by any; an observer that throws does no harm.
 */
final class Progress {

    private static final Logger LOGGER = System.getLogger(Progress.class.getName());
    private static final long UNKNOWN = -1;

    private final TransferObserver observer;
    private final Map<InetSocketAddress, Integer> asked = new HashMap<>(); // the loop's
    private volatile @Nullable InetSocketAddress server;
    private volatile long bytes;
    private volatile long totalBytes = UNKNOWN;

    Progress(TransferObserver observer) {
        this.observer = observer;
    }

    Optional<InetSocketAddress> server() {
        return Optional.ofNullable(server);
    }

    long bytes() {
        return bytes;
    }

    OptionalLong totalBytes() {
        long total = totalBytes;
        return total == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** What this side knows before anything is sent. */
    void announced(OptionalLong size) {
        totalBytes = size.orElse(UNKNOWN);
    }

    void asking(InetSocketAddress next, Optional<String> before) {
        guard(() -> observer.asking(next, before));
    }

    void awaiting(InetSocketAddress peer) {
        int times = asked.merge(peer, 1, Integer::sum);
        guard(() -> observer.waiting(peer, times));
    }

    void agreed(InetSocketAddress peer, TransferParameters parameters) {
        asked.clear();
        server = peer;
        if (parameters.transferSizeBytes().isPresent()) {
            totalBytes = parameters.transferSizeBytes().getAsLong();
        }
        guard(() -> observer.agreed(peer, parameters));
    }

    void progressed(long newBytes) {
        asked.clear();
        bytes = newBytes;
        guard(() -> observer.progressed(newBytes, totalBytes()));
    }

    boolean tracesPackets() {
        try {
            return observer.tracesPackets();
        } catch (RuntimeException | Error e) {
            log(e);
            return false;
        }
    }

    void packetSent(Packet packet) {
        guard(() -> observer.packetSent(packet));
    }

    void packetReceived(Packet packet) {
        guard(() -> observer.packetReceived(packet));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            log(e);
        }
    }

    private static void log(Throwable failure) {
        LOGGER.log(Level.WARNING, "a transfer's observer failed", failure);
    }
}
