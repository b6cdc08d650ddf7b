package io.tftp.server.cli;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Gives memory back to the system when there has been nothing to do for a while: the JVM by itself would wait for the next
 * collection, which an idle server never comes to. For one thread, which asks at regular times.
 */
final class IdleMemory {

    /** The event loops let go of their buffers before that. */
    private static final int QUIET_CHECKS = 3;

    private final BooleanSupplier busy;
    private final LongSupplier done;
    private final Runnable collect;
    private long doneBefore;
    private long doneAtCollection;
    private int quietChecks;

    /**
     * Creates it.
     *
     * @param busy whether anything is under way
     * @param done how much was done so far
     * @param collect collects garbage
     */
    IdleMemory(BooleanSupplier busy, LongSupplier done, Runnable collect) {
        this.busy = busy;
        this.done = done;
        this.collect = collect;
    }

    /** Looks whether it is time. */
    void check() {
        long now = done.getAsLong();
        quietChecks = busy.getAsBoolean() || now != doneBefore ? 0 : quietChecks + 1;
        doneBefore = now;
        if (quietChecks == QUIET_CHECKS && now != doneAtCollection) {
            doneAtCollection = now;
            collect.run();
        }
    }
}
