package io.tftp.server;

import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * No file, socket or port is to be had for a transfer. Those that have waited longest for a first answer make room, and it is tried
 * again soon; where none can, the request gets no answer: its client asks again. Thread-safe.
 */
final class Shortage {

    /** An upload holds a socket, a file and a directory. */
    private static final int MAKE_ROOM_AT_ONCE = 4;

    private static final int MOST_TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final Logger LOGGER = System.getLogger(Shortage.class.getName());

    private final LiveTransfers transfers;
    private final EventLoop loop;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param loop waits until it is tried again
     */
    Shortage(LiveTransfers transfers, EventLoop loop) {
        this.transfers = transfers;
        this.loop = loop;
    }

    /** Whether something failed for want of a port, a file or a socket. */
    static boolean isCauseOf(Throwable thrown) {
        return thrown instanceof TransferPorts.NoPortException || isLackOfDescriptors(thrown);
    }

    /** What the JDK says of the limits EMFILE and ENFILE; it has no exception of their own. */
    private static boolean isLackOfDescriptors(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IOException && String.valueOf(each.getMessage()).contains("Too many open files")) {
                return true;
            }
        }
        return false;
    }

    /**
     * A transfer can't be opened for want of something. It is tried again if others make room, and is over if not.
     *
     * @param pool where it is tried again
     * @param again opens it
     */
    void handle(ServerTransfer transfer, Throwable why, Executor pool, Runnable again) {
        boolean room = transfers.leaving() > 0;
        for (int i = 0; i < MAKE_ROOM_AT_ONCE; i++) {
            Optional<ServerTransfer> gives = transfers.makeRoom(loop.clock().nanoTime());
            gives.ifPresent(ServerTransfer::makeRoom);
            room |= gives.isPresent();
        }
        if (room && !transfer.isGivenUp() && transfer.countTry() < MOST_TRIES) {
            loop.executeAfter(() -> pool.execute(again), PAUSE);
        } else {
            transfers.remove(transfer);
            warnOnce(why);
        }
    }

    private void warnOnce(Throwable why) {
        if (!warned.getAndSet(true)) {
            String what = why instanceof TransferPorts.NoPortException
                    ? "no free port for a transfer"
                    : "can't open a file or socket for a transfer";
            LOGGER.log(
                    Level.WARNING,
                    () -> what + " (" + why.getMessage()
                            + "); requests go unanswered until there is one. Logged only once");
        }
    }
}
