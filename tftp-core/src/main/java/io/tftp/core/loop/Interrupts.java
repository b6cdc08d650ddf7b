package io.tftp.core.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Interrupts of the threads here, which nobody is meant to interrupt. A flag that a listener, a handler or content left on its
 * thread would make the selector return at once for ever, and close the next file that is read. Static.
 */
public final class Interrupts {

    private static final Logger LOGGER = System.getLogger(Interrupts.class.getName());

    private Interrupts() {}

    /** Code of others has returned: what comes next on this thread is not interrupted by it. */
    public static void clear() {
        if (Thread.interrupted()) {
            LOGGER.log(Level.DEBUG, "an interrupt was left on a thread that isn't to be interrupted; cleared");
        }
    }
}
