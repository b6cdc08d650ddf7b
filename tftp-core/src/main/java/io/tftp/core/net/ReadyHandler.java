package io.tftp.core.net;

/** What an event loop calls when a channel is ready. Called on the loop's thread only. */
interface ReadyHandler {

    /**
     * The channel can be read or written, as its interest asked; or perhaps it can.
     *
     * @return whether there was something that may soon be followed by more
     */
    boolean handleReady(long now);

    /**
     * Whether the loop may wait for this handler's channel alone, outside of the selector, while it is its only one: then a task
     * from another thread may wait for some milliseconds. Not for a handler whose packets cause such tasks.
     */
    default boolean mayBeAwaitedAlone() {
        return false;
    }

    /** {@link #handleReady}, a deadline or a task of this handler's threw. It closes itself. */
    void handleDefect(Throwable defect);

    /**
     * Its peer has gone on to something else: a transfer ends without a word.
     *
     * @param message why
     */
    default void abandon(String message) {}
}
