package io.tftp.client.chaos;

import io.tftp.core.link.RelaySocket;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.LoopTimer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;

/** Datagrams that wait for their time to be sent, a bounded number of bytes of them. On the loop's thread. */
final class DelayQueue {

    /** What an entry takes besides its bytes, more or less: a flood of empty datagrams has to be bounded too. */
    private static final int OVERHEAD_BYTES = 100;

    /** A datagram that is to be sent, once. */
    static final class Parcel {
        private final ByteBuffer datagram;
        private final RelaySocket from;
        private final InetSocketAddress to;
        private final Tally tally;
        private boolean sent;

        Parcel(ByteBuffer datagram, RelaySocket from, InetSocketAddress to, Tally tally) {
            this.datagram = datagram;
            this.from = from;
            this.to = to;
            this.tally = tally;
        }

        /** Whether its time has come. */
        boolean sent() {
            return sent;
        }

        private int memoryBytes() {
            return datagram.capacity() + OVERHEAD_BYTES;
        }

        private void send() {
            sent = true;
            if (!from.send(datagram, to)) {
                tally.refused();
            }
        }
    }

    /** One that was hastened is there twice, and goes at the first of the two. */
    private record Waiting(long timeNanos, long number, Parcel parcel) {}

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
    void send(Parcel parcel, long timeNanos, long now) {
        if (timeNanos - now <= 0) {
            parcel.send();
            return;
        }
        bytes += parcel.memoryBytes();
        add(parcel, timeNanos);
    }

    /** Sends one that waits at an earlier time than it was told, behind whatever has that time too. */
    void hasten(Parcel parcel, long timeNanos, long now) {
        if (parcel.sent()) {
            return;
        }
        if (timeNanos - now <= 0) {
            bytes -= parcel.memoryBytes();
            parcel.send();
            return;
        }
        add(parcel, timeNanos);
    }

    private void add(Parcel parcel, long timeNanos) {
        Waiting first = waiting.peek();
        if (first == null || timeNanos - first.timeNanos() < 0) {
            timer.set(timeNanos);
        }
        waiting.add(new Waiting(timeNanos, count, parcel));
        count++;
    }

    /** Sends whatever's time has come: before something new, which must not overtake it. */
    void sendDue(long now) {
        Waiting next = waiting.peek();
        while (next != null && next.timeNanos() - now <= 0) {
            waiting.poll();
            if (!next.parcel().sent()) {
                bytes -= next.parcel().memoryBytes();
                next.parcel().send();
            }
            next = waiting.peek();
        }
        if (next != null) {
            timer.set(next.timeNanos());
        }
    }
}
