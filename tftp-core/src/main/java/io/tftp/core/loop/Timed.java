package io.tftp.core.loop;

/** Something on an event loop that wants to be called when its time has come. Used on the loop's thread only. */
public interface Timed {

    /**
     * Whether there is a deadline at present.
     *
     * @return false if it wants nothing
     */
    boolean hasDeadline();

    /**
     * The deadline, if there is one.
     *
     * @return on the loop's clock; compared by subtraction
     */
    long deadlineNanos();

    /**
     * The deadline has come; or it had been nearer when this was scheduled, and then this does nothing.
     *
     * @param now on the loop's clock
     */
    void handleTimeout(long now);
}
