package io.tftp.core.link;

import io.tftp.core.loop.ReadyHandler;

/** Whose a port is: a transfer's session. Called on the loop's thread only. */
public interface PortUser extends ReadyHandler {

    /**
     * Its peer has gone on to something else: the transfer ends without a word.
     *
     * @param message why
     */
    void abandon(String message);
}
