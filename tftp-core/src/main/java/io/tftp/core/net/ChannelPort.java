package io.tftp.core.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A port that is a socket of this host's: what those of one transfer and those of a pool have in common. */
abstract class ChannelPort extends DatagramPort {

    final DatagramChannel channel;

    private InetSocketAddress peer;
    private boolean connected;
    private @Nullable SelectionKey key;

    ChannelPort(DatagramChannel channel, InetSocketAddress peer) {
        this.channel = channel;
        this.peer = peer;
    }

    @Override
    void register(EventLoop loop, ReadyHandler handler) throws IOException {
        key = loop.register(channel, handler);
    }

    @Override
    final void awaitWritable(boolean wanted) {
        if (key != null && key.isValid()) {
            key.interestOps(wanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /** Sends as {@link #send} does, each datagram in a system call of its own. */
    final int sendSingly(ByteBuffer datagrams, int segmentBytes) throws IOException {
        int count = 0;
        int end = datagrams.limit();
        while (datagrams.position() < end) {
            datagrams.limit(Math.min(datagrams.position() + segmentBytes, end));
            int taken = connected ? channel.write(datagrams) : channel.send(datagrams, peer);
            if (taken == 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /** From now on the kernel drops what others send, and tells when nobody listens at the peer's port any more. */
    void connect(InetSocketAddress address) throws IOException {
        channel.connect(address);
        peer = address;
        connected = true;
    }

    final boolean connected() {
        return connected;
    }

    /** The peer of the next transfer, for a port that isn't connected. */
    final void turnTo(InetSocketAddress address) {
        peer = address;
    }

    @Override
    final InetSocketAddress peer() {
        return peer;
    }
}
