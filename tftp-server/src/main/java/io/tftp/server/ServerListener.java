package io.tftp.server;

import io.tftp.core.session.Refusal;
import io.tftp.core.wire.Request;
import java.net.InetSocketAddress;

/**
 * Is told what a server does. Called on the server's threads, by several at once: it must be thread-safe and return at once.
 */
public interface ServerListener {

    /**
     * A request came that will be answered. Repeats of one that is being answered aren't told.
     *
     * @param request the request
     * @param client who asks
     */
    default void requested(Request request, InetSocketAddress client) {}

    /**
     * A request was answered with an ERROR, and no transfer began.
     *
     * @param request the request
     * @param client who asked
     * @param refusal what it was told
     * @param cause why, for the log: it may name what the client mustn't know
     */
    default void refused(Request request, InetSocketAddress client, Refusal refusal, Throwable cause) {}

    /**
     * A request or a transfer ran into a limit: once for each. A request got no answer, or an ERROR of which {@link #refused}
     * doesn't tell; of a transfer {@link #ended} tells too, with a {@link LimitReachedException} as its cause.
     *
     * @param limit which one
     * @param client who asked, or is said to have asked
     */
    default void limited(Limit limit, InetSocketAddress client) {}

    /**
     * A transfer ended, well or not.
     *
     * @param transfer what it was and how it went
     */
    default void ended(TransferRecord transfer) {}
}
