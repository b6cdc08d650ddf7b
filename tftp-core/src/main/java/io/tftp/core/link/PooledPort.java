package io.tftp.core.link;

import io.tftp.core.loop.Defects;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A port of a {@link PortPool}. It is not connected, so that it can serve the next client: what others send to it is dropped
 * here instead of in the kernel. Only for a client that fell silent it is connected after all, to hear that nobody is there
 * any more; then it is not used again. For window size 1.
 */
final class PooledPort extends ChannelPort implements ReadyHandler {

    /** So many clients it serves, and remembers. */
    private static final int MOST_CLIENTS = 64;

    /** What one call drops; more is dropped by the next. */
    private static final int MOST_DROPPED = 64;

    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    private final InetAddress local;
    private final PortPool pool;
    private final Set<InetSocketAddress> served = new HashSet<>();
    private @Nullable PortUser user;
    private boolean serving;
    private long restsSinceNanos;

    PooledPort(DatagramChannel channel, InetAddress local, PortPool pool) {
        super(channel, new PeerLock(NOBODY, false), Optional.empty());
        this.local = local;
        this.pool = pool;
    }

    void join(EventLoop loop) throws IOException {
        listen(loop, this);
    }

    /** Whether it may serve a client: it is on that address, and never served the same client's port before. */
    boolean suits(InetAddress wanted, InetSocketAddress client) {
        return !served.contains(client) && local.equals(wanted);
    }

    void serve(InetSocketAddress client) {
        turnTo(client);
        served.add(client);
        serving = true;
    }

    void restFrom(long now) {
        restsSinceNanos = now;
    }

    long restsSinceNanos() {
        return restsSinceNanos;
    }

    void end() throws IOException {
        channel.close();
    }

    @Override
    public void register(EventLoop loop, PortUser newUser) {
        user = newUser;
    }

    @Override
    public boolean handleReady(long now) {
        if (user != null) {
            return user.handleReady(now);
        }
        dropAll();
        return false;
    }

    /** Packets of a transfer that is over. */
    private void dropAll() {
        ByteBuffer datagram = ByteBuffer.allocate(1); // the rest of each goes too
        try {
            for (int i = 0; i < MOST_DROPPED && channel.receive(datagram.clear()) != null; i++) {
                // The next.
            }
        } catch (IOException e) {
            // There is nothing to be had, which is what was wanted.
        }
    }

    @Override
    public void handleDefect(Throwable defect) {
        if (user != null) {
            user.handleDefect(defect);
        } else {
            Defects.log("an unused port failed", defect);
        }
    }

    @Override
    public int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        return runs.sendSingly(datagrams, segmentBytes, target(), false);
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        int start = target.position();
        Object sender = channel.receive(target);
        if (sender == null) {
            return -1;
        }
        if (!sender.equals(peer())) {
            target.position(start);
            return 0;
        }
        return target.position() - start;
    }

    @Override
    public void doubt() throws IOException {
        if (!connected()) {
            connect(peer());
        }
    }

    @Override
    public void close() throws IOException {
        if (serving) {
            serving = false;
            user = null;
            awaitWritable(false);
            pool.giveBack(this, !connected() && served.size() < MOST_CLIENTS);
        }
    }
}
