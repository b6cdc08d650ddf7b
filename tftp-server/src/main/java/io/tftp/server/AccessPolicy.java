package io.tftp.server;

import io.tftp.core.wire.Request;
import java.net.InetSocketAddress;

/**
 * Who may ask for what. Asked for each request, before a handler is: on the thread that receives them all, so it must return at
 * once. A request that is not allowed is answered with ERROR 2; one whose policy throws gets no answer.
 */
@FunctionalInterface
public interface AccessPolicy {

    /**
     * Whether a request may go on.
     *
     * @param request a read or a write; its file name is as the client wrote it, and not to be trusted
     * @param client who asks, as far as the packet tells: UDP lets anyone pretend to be someone else
     * @return false to deny it
     */
    boolean allows(Request request, InetSocketAddress client);
}
