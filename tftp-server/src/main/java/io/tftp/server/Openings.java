package io.tftp.server;

import io.tftp.core.link.RequestSocket;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.LoopTimer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands what is to be opened to a thread: local content to those that wait for nothing else. What waits for a thread because
 * handlers hold all of them up is given up after a while, and nothing more is taken than may wait: its clients ask again. On
 * the loop of the request sockets.
 */
final class Openings {

    /** So many requests may wait for a thread. */
    static final int MOST_WAITING = 1024;

    /** Most firmware still waits for a first answer then (iPXE for 8 s, others for 30 s and more). */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransferHandler handler;
    private final TransferOpener opener;
    private final ContentPools pools;
    private final LiveTransfers transfers;
    private final Admission admission;
    private final long patienceNanos;
    private final LoopTimer timer;
    private final Queue<Waiting> waiting = new ArrayDeque<>(); // the oldest first, in the pool's order

    private final class Waiting implements Runnable {

        private final ServerTransfer transfer;
        private final RequestSocket socket;
        private final long sinceNanos;
        private volatile boolean begun;

        Waiting(ServerTransfer transfer, RequestSocket socket) {
            this.transfer = transfer;
            this.socket = socket;
            this.sinceNanos = transfers.clock().nanoTime();
        }

        @Override
        public void run() {
            begun = true;
            opener.open(transfer, socket, false);
        }

        void giveUp() {
            if (transfer.endUnopened()) { // its client has asked for something else since: no word to it
                return;
            }
            transfers.remove(transfer);
            admission.turnAway(
                    Limit.OPENINGS, "the server is busy", transfer.key().client(), socket);
        }
    }

    Openings(
            TransferHandler handler,
            TransferOpener opener,
            ContentPools pools,
            LiveTransfers transfers,
            Admission admission,
            EventLoop loop,
            Duration patience) {
        this.handler = handler;
        this.opener = opener;
        this.pools = pools;
        this.transfers = transfers;
        this.admission = admission;
        this.patienceNanos = patience.toNanos();
        this.timer = new LoopTimer(loop, this::look);
    }

    /** A transfer's content is to be opened. */
    void add(ServerTransfer transfer, RequestSocket socket) {
        if (handler.isLocal(transfer.request(), transfer.key().client())) {
            pools.local().execute(() -> opener.open(transfer, socket, true));
            return;
        }
        forgetBegun();
        Waiting next = new Waiting(transfer, socket);
        if (waiting.size() >= MOST_WAITING) {
            next.giveUp();
            return;
        }
        pools.foreign().execute(next);
        waiting.add(next);
        if (waiting.size() == 1) {
            timer.set(next.sinceNanos + patienceNanos);
        }
    }

    private void forgetBegun() {
        for (Waiting first = waiting.peek(); first != null && first.begun; first = waiting.peek()) {
            waiting.remove();
        }
    }

    private void look(long now) {
        ContentPool pool = pools.foreign();
        forgetBegun();
        for (Waiting first = waiting.peek(); first != null; first = waiting.peek()) {
            if (first.sinceNanos + patienceNanos - now > 0) {
                timer.set(first.sinceNanos + patienceNanos);
                return;
            }
            waiting.remove();
            if (pool.takeBack(first)) {
                first.giveUp();
            }
            forgetBegun();
        }
    }
}
