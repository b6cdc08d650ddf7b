package io.tftp.core.net;

import org.jspecify.annotations.Nullable;

/**
 * What moves blocks between a machine and its content. Used on the loop's thread; what may block it hands to the content
 * pool.
 */
sealed interface ContentPump permits SourcePump, SinkPump {

    /** Whether a datagram may be handed to the machine now; else the content can't keep up and the datagram is let go. */
    boolean ready();

    /** Writes the block that the machine has just received, if any, and sees to the commit when it is wanted. */
    void store(long now);

    /**
     * Fills slots that the machine holds out.
     *
     * @return whether any was filled
     */
    boolean supply(long now);

    /** How many datagrams may come one after the other before the machine has something to say. */
    int readsPerTurn();

    /** Whether the content was made durable, so that nothing can undo it. */
    boolean committing();

    /** What went wrong with the content; null if nothing did. */
    @Nullable
    Throwable failure();

    /** Closes the content when what is being done with it is done, and then runs {@code afterwards} on the loop. */
    void close(Runnable afterwards);
}
