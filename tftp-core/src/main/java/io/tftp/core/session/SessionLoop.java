package io.tftp.core.session;

import io.tftp.core.loop.EventLoop;

/** An event loop that sessions live on, with the memory that they share. For any thread. */
public final class SessionLoop {

    private final EventLoop loop;
    private final LoopMemory memory;

    /**
     * Adds to a loop what its sessions need. A loop has one of these.
     *
     * @param loop the loop, which stays its opener's to close
     * @param windows what the windows of its transfers are taken from; several loops can share it
     */
    public SessionLoop(EventLoop loop, WindowMemory windows) {
        this.loop = loop;
        this.memory = new LoopMemory(loop, windows);
    }

    /**
     * Adds to a loop what its sessions need, with as much memory for windows as the JVM has.
     *
     * @param loop the loop, which stays its opener's to close
     */
    public SessionLoop(EventLoop loop) {
        this(loop, new WindowMemory(Long.MAX_VALUE));
    }

    /**
     * The loop.
     *
     * @return the same always
     */
    public EventLoop loop() {
        return loop;
    }

    /** What its sessions share. On the loop's thread. */
    LoopMemory memory() {
        return memory;
    }
}
