package io.tftp.core.net;

/** What an event loop calls when a channel is ready. Called on the loop's thread only. */
interface ReadyHandler {

    /**
     * The channel can be read or written, as its interest asked; or perhaps it can.
     *
     * @return whether there was something that may soon be followed by more
     */
    boolean handleReady(long now);

    /** {@link #handleReady}, a deadline or a task of this handler's threw. It closes itself. */
    void handleDefect(Throwable defect);

    /**
     * Its peer has gone on to something else: a transfer ends without a word.
     *
     * @param message why
     */
    default void abandon(String message) {}
}
