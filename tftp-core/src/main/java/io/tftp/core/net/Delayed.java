package io.tftp.core.net;

/** A task whose time comes once. On the loop's thread. */
final class Delayed implements Timed {

    private final Runnable task;
    private final long atNanos;

    Delayed(Runnable task, long atNanos) {
        this.task = task;
        this.atNanos = atNanos;
    }

    @Override
    public boolean hasDeadline() {
        return true;
    }

    @Override
    public long deadlineNanos() {
        return atNanos;
    }

    @Override
    public void handleTimeout(long now) {
        task.run(); // whatever it throws, the loop says it and goes on
    }
}
