package io.tftp.core.link;

import io.tftp.core.loop.DeadlineQueue;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.Timed;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ports for one loop's short transfers, used again and again: to make one, register it and close it takes longer than a
 * small file does. Each serves one transfer at a time. On the loop's thread.
 *
 * <p>RFC 1350 §4 wants transfer IDs "randomly chosen, so that the probability that the same number is chosen twice in immediate
 * succession is very low": packets of a transfer that is over must not be taken for those of another. Here it is certain: a
 * port serves no client's address and port twice, and what comes from another than the one that it serves is not heard.
 */
public final class PortPool {

    /** More than that at once are no short transfers any more, and would keep the loop from its requests. */
    private static final int MOST_IN_USE = 256;

    /** One client that asks again and again from the same port takes a new one each time. */
    private static final int MOST_IDLE = 256;

    /** Of the idle ones so many are looked at. */
    private static final int MOST_TRIED = 8;

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Logger LOGGER = System.getLogger(PortPool.class.getName());

    private final EventLoop loop;
    private final Deque<PooledPort> idle = new ArrayDeque<>();
    private final Expiry expiry = new Expiry();
    private int inUse;

    /**
     * Creates a pool without ports.
     *
     * @param loop the loop that its transfers live on
     */
    public PortPool(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * A port for a short transfer in lock-step, locked to the client that asked.
     *
     * @param local the address that was asked
     * @param client the client's address and port
     * @return the port, for the caller to close until a session has it; empty if too many are in use
     * @throws IOException if no socket can be had
     */
    public Optional<DatagramPort> take(InetAddress local, InetSocketAddress client) throws IOException {
        if (inUse >= MOST_IN_USE) {
            return Optional.empty();
        }
        PooledPort port = rested(local, client);
        if (port == null) {
            port = open(local);
        }
        inUse++;
        port.serve(client);
        return Optional.of(port);
    }

    private @Nullable PooledPort rested(InetAddress local, InetSocketAddress client) {
        Iterator<PooledPort> each = idle.iterator();
        for (int tried = 0; tried < MOST_TRIED && each.hasNext(); tried++) {
            PooledPort port = each.next();
            if (port.suits(local, client)) {
                each.remove();
                return port;
            }
        }
        return null;
    }

    private PooledPort open(InetAddress local) throws IOException {
        DatagramChannel channel = PortRange.ANY.bind(local);
        try {
            PooledPort port = new PooledPort(channel, local, this);
            port.join(loop);
            return port;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A transfer is over; its port rests, or is closed if it can't be used again. */
    void giveBack(PooledPort port, boolean reusable) throws IOException {
        inUse--;
        if (!reusable) {
            port.end();
            return;
        }
        port.restFrom(loop.clock().nanoTime());
        idle.addLast(port);
        if (idle.size() > MOST_IDLE) {
            idle.removeFirst().end();
        }
        expiry.schedule();
    }

    /** How many ports rest. */
    int idle() {
        return idle.size();
    }

    /** The deadline of the port that has rested longest. */
    private final class Expiry implements Timed {

        private DeadlineQueue.@Nullable Entry entry;

        void schedule() {
            entry = loop.deadlines().schedule(this, entry);
        }

        @Override
        public boolean hasDeadline() {
            return !idle.isEmpty();
        }

        @Override
        public long deadlineNanos() {
            return idle.getFirst().restsSinceNanos() + REST_NANOS;
        }

        @Override
        public void handleTimeout(long now) {
            while (hasDeadline() && deadlineNanos() - now <= 0) {
                try {
                    idle.removeFirst().end();
                } catch (IOException e) {
                    LOGGER.log(Level.DEBUG, () -> "closing a port failed: " + e);
                }
            }
            schedule();
        }
    }
}
