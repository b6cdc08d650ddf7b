package io.tftp.core.link;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A port that is a socket of this host's: what those of one transfer and those of a pool have in common. */
abstract class ChannelPort extends DatagramPort {

    final DatagramChannel channel;
    final RunSender runs;

    final PeerLock lock;

    private @Nullable SelectionKey key;

    ChannelPort(DatagramChannel channel, PeerLock lock, Optional<UdpOffload> offload) {
        this.channel = channel;
        this.runs = new RunSender(channel, offload);
        this.lock = lock;
    }

    final void listen(EventLoop loop, ReadyHandler handler) throws IOException {
        key = loop.register(channel, handler);
    }

    @Override
    public final void awaitWritable(boolean wanted) {
        if (key != null && key.isValid()) {
            key.interestOps(wanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Who gets what is sent; null for whom the channel is connected to. */
    final @Nullable InetSocketAddress target() {
        return lock.isLocked() ? null : lock.peer();
    }

    /** From now on the kernel drops what others send, and tells when nobody listens at the peer's port any more. */
    void connect(InetSocketAddress address) throws IOException {
        channel.connect(address);
        lock.lockTo(address);
    }

    final boolean connected() {
        return lock.isLocked();
    }

    /** The peer of the next transfer, for a port that isn't connected. */
    final void turnTo(InetSocketAddress address) {
        lock.turnTo(address);
    }

    @Override
    public final InetSocketAddress peer() {
        return lock.peer();
    }
}
