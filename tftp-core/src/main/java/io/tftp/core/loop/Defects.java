package io.tftp.core.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What foreign code throws on a loop's thread, or on another of this room's, ends what threw it and nothing else. Static. */
public final class Defects {

    private static final Logger LOGGER = System.getLogger(Defects.class.getName());

    private Defects() {}

    /**
     * Whatever an action throws ends its handler, and the loop goes on.
     *
     * @param handler whose action it is
     * @param action what to do
     */
    public static void guard(ReadyHandler handler, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            end(handler, e);
        }
    }

    /**
     * Ends a handler that threw.
     *
     * @param handler which
     * @param thrown what it threw
     */
    public static void end(ReadyHandler handler, Throwable thrown) {
        try {
            handler.handleDefect(thrown);
        } catch (RuntimeException | Error again) {
            log("a handler failed, and failed to close", again);
        }
    }

    /**
     * Says it if it can be said: the log may fail for the same reason, and then mustn't be what ends the thread.
     *
     * @param what went wrong
     * @param thrown why
     */
    public static void log(String what, Throwable thrown) {
        try {
            LOGGER.log(Level.ERROR, what, thrown);
        } catch (RuntimeException | Error e) {
            // There is nothing left to say it with.
        }
    }
}
