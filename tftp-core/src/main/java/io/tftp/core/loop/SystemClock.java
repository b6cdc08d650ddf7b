package io.tftp.core.loop;

import java.time.Instant;

/** The computer's clock. Thread-safe. */
final class SystemClock implements Clock {

    static final Clock INSTANCE = new SystemClock();

    private SystemClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }
}
