package io.tftp.client.chaos;

import io.tftp.core.net.EventLoop;
import io.tftp.core.net.LoopTimer;
import io.tftp.core.net.RelaySocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;

/** Datagrams that wait for their time to be sent, a bounded number of bytes of them. On the loop's thread. */
final class DelayQueue {

    /** What an entry takes besides its bytes, more or less: a flood of empty datagrams has to be bounded too. */
    private static final int OVERHEAD_BYTES = 100;

    private record Waiting(
            long timeNanos, long number, ByteBuffer datagram, RelaySocket from, InetSocketAddress to, Tally tally) {

        void send() {
            if (!from.send(datagram, to)) {
                tally.refused();
            }
        }
    }

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>((a, b) -> {
        long later = a.timeNanos() - b.timeNanos(); // by subtraction: the clock may wrap
        return Long.signum(later == 0 ? a.number() - b.number() : later);
    });

    private final LoopTimer timer;
    private final long mostBytes;
    private long bytes;
    private long count;

    DelayQueue(EventLoop loop, long mostBytes) {
        this.timer = new LoopTimer(loop, this::sendDue);
        this.mostBytes = mostBytes;
    }

    /** Whether so many datagrams of a length can wait, too. */
    boolean hasRoom(int datagrams, int lengthBytes) {
        return bytes + (long) datagrams * (lengthBytes + OVERHEAD_BYTES) <= mostBytes;
    }

    /** Sends a datagram at its time, which may have come. */
    void send(long timeNanos, long now, ByteBuffer datagram, RelaySocket from, InetSocketAddress to, Tally tally) {
        Waiting entry = new Waiting(timeNanos, count, datagram, from, to, tally);
        count++;
        if (timeNanos - now <= 0) {
            entry.send();
            return;
        }
        bytes += datagram.remaining() + OVERHEAD_BYTES;
        Waiting first = waiting.peek();
        if (first == null || timeNanos - first.timeNanos() < 0) {
            timer.set(timeNanos);
        }
        waiting.add(entry);
    }

    /** Sends whatever's time has come: before something new, which must not overtake it. */
    void sendDue(long now) {
        Waiting next = waiting.peek();
        while (next != null && next.timeNanos() - now <= 0) {
            waiting.poll();
            bytes -= next.datagram().remaining() + OVERHEAD_BYTES;
            next.send();
            next = waiting.peek();
        }
        if (next != null) {
            timer.set(next.timeNanos());
        }
    }
}
