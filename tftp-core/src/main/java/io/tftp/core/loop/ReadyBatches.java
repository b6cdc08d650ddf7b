package io.tftp.core.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is ready in one turn of an event loop, handled in batches, and each batch as often as its peers answer at once before it
 * is the next one's turn.
 *
 * <p>A thousand transfers that take turns packet by packet are each out of the processor's caches when their turn comes, in
 * this process, in the kernel and in whoever answers. A batch fits in; its answers come while it is at work, and to look for
 * them costs less than to ask the selector. Where they don't come so soon, on a slower network, the looking is given up
 * after a few tries and tried again later.
 *
 * <p>On the loop's thread.
 */
final class ReadyBatches {

    private static final int BATCH = 64;

    /** So many times at most. */
    private static final int MOST_ROUNDS = 16;

    /** After so long in one turn, all others have waited long enough, and so have timers and tasks. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** With fewer, the looking would be for answers that can't be there yet. */
    private static final int FEWEST = 8;

    /** After so many failures in a row, the pause until the next try is no longer doubled. */
    private static final int MOST_FAILURES = 6;

    private final List<ReadyHandler> ready = new ArrayList<>();
    private final Clock clock;
    private int failures;
    private int pause;

    ReadyBatches(Clock clock) {
        this.clock = clock;
    }

    /** Something is ready. */
    void add(ReadyHandler handler) {
        ready.add(handler);
    }

    /** Handles what was added. Whatever a handler throws ends that handler only. */
    void handleAll() {
        long until = clock.nanoTime() + MOST_NANOS;
        for (int start = 0; start < ready.size(); start += BATCH) {
            handle(start, Math.min(start + BATCH, ready.size()), until);
        }
        ready.clear();
    }

    private void handle(int start, int end, long until) {
        handleOnce(start, end);
        if (end - start < FEWEST) {
            return;
        }
        if (pause > 0) {
            pause--;
            return;
        }
        int round = 1;
        while (round < MOST_ROUNDS && clock.nanoTime() - until < 0 && 2 * handleOnce(start, end) >= end - start) {
            round++;
        }
        if (round == 1 && clock.nanoTime() - until >= 0) {
            return; // not tried
        }
        failures = round > 1 ? 0 : Math.min(failures + 1, MOST_FAILURES);
        pause = failures == 0 ? 0 : 1 << failures;
    }

    /** How many had something. */
    private int handleOnce(int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            ReadyHandler handler = ready.get(i);
            try {
                count += handler.handleReady(clock.nanoTime()) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                Defects.end(handler, e);
            }
            Interrupts.clear();
        }
        return count;
    }
}
