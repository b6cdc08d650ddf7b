package io.tftp.client.chaos;

import io.tftp.core.link.RelaySocket;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.LoopTimer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The flows that there are, a bounded number, each until it has been idle for long enough. On the loop's thread. */
final class Flows {

    /** Where there is no more room, one that has been idle for so long makes some. */
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Key(InetSocketAddress client, InetSocketAddress listener) {}

    private final int most;
    private final long idleNanos;
    private final LoopTimer timer;

    /** The one that was used longest ago comes first. */
    private final Map<Key, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);

    Flows(EventLoop loop, int most, Duration idle) {
        this.most = most;
        this.idleNanos = idle.toNanos();
        this.timer = new LoopTimer(loop, this::expire);
    }

    /** The flow of a client's port, if there is one; it is used now. */
    @Nullable
    Flow find(InetSocketAddress client, RelaySocket listener, long now) {
        Flow flow = flows.get(new Key(client, listener.address()));
        if (flow != null) {
            flow.used(now);
        }
        return flow;
    }

    /** A flow is used now. */
    void used(Flow flow, long now) {
        find(flow.client(), flow.listener(), now);
    }

    /** Whether one more may be added, for which the idlest may have to go. */
    boolean hasRoom(long now) {
        if (flows.size() < most) {
            return true;
        }
        return removeIdle(SPARE_NANOS, now);
    }

    void add(Flow flow, long now) {
        flow.used(now);
        if (flows.isEmpty()) {
            timer.set(now + idleNanos);
        }
        flows.put(new Key(flow.client(), flow.listener().address()), flow);
    }

    private void expire(long now) {
        while (removeIdle(idleNanos, now)) {
            // The next one.
        }
        Iterator<Flow> idlest = flows.values().iterator();
        if (idlest.hasNext()) {
            timer.set(idlest.next().usedNanos() + idleNanos);
        }
    }

    /** Removes the one that was used longest ago, if that is so long; whether it is gone. */
    private boolean removeIdle(long nanos, long now) {
        Iterator<Flow> idlest = flows.values().iterator();
        if (!idlest.hasNext()) {
            return false;
        }
        Flow flow = idlest.next();
        if (now - flow.usedNanos() < nanos) {
            return false;
        }
        flow.close();
        idlest.remove();
        return true;
    }
}
