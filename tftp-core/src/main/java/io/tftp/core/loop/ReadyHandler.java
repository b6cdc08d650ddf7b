package io.tftp.core.loop;

/** What an event loop calls when a channel is ready. Called on the loop's thread only. */
public interface ReadyHandler {

    /**
     * The channel can be read or written, as its interest asked; or perhaps it can.
     *
     * @param now on the loop's clock
     * @return whether there was something that may soon be followed by more
     */
    boolean handleReady(long now);

    /**
     * Whether the loop may wait for this handler's channel alone, outside of the selector, while it is its only one: then a task
     * from another thread may wait for some milliseconds. Not for a handler whose packets cause such tasks.
     *
     * @return false unless the handler wants that
     */
    default boolean mayBeAwaitedAlone() {
        return false;
    }

    /**
     * {@link #handleReady}, a deadline or a task of this handler's threw. It closes itself.
     *
     * @param defect what was thrown
     */
    void handleDefect(Throwable defect);
}
