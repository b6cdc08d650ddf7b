package io.tftp.core.testing;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Rollover;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A reader as Windows' boot manager is one, written from what is known of it and not from our machines: it chooses each next
 * window, larger while all goes well and half as large after a loss, and waits for exactly so many blocks. One thread at a time.
 */
final class ChoosyReader {

    private static final long PATIENCE_NANOS = Duration.ofMillis(700).toNanos();
    private static final int MOST_WAITS = 100;

    private final VirtualClock clock;
    private final RandomGenerator random;
    private final Rollover rollover;
    private final int blockSizeBytes;
    private final MemorySink sink;
    private final Consumer<ByteBuffer> socket;
    private long received;
    private int window;
    private int left;
    private int largest;
    private boolean saidGap;
    private int waits;
    private long heardNanos;

    ChoosyReader(
            VirtualClock clock,
            RandomGenerator random,
            Rollover rollover,
            int blockSizeBytes,
            int window,
            MemorySink sink,
            Consumer<ByteBuffer> socket) {
        this.clock = clock;
        this.random = random;
        this.rollover = rollover;
        this.blockSizeBytes = blockSizeBytes;
        this.window = window;
        this.largest = window;
        this.sink = sink;
        this.socket = socket;
    }

    /** The largest window that it chose so far. */
    int largestWindow() {
        return largest;
    }

    /** The OACK came, for the first time or again. */
    void handleOptionAck() {
        if (received == 0) {
            boolean first = heardNanos == 0;
            acknowledge();
            if (first) {
                await();
            }
        }
    }

    void handleData(ByteBuffer datagram) {
        int ahead = rollover.forwardDistance(received, PacketCodec.block(datagram));
        if (ahead == 1 && !sink.committed()) {
            heardNanos = clock.nanoTime();
            waits = 0;
            saidGap = false;
            received++;
            left--;
            ByteBuffer block = datagram.position(PacketCodec.DATA_HEADER_BYTES);
            boolean last = block.remaining() < blockSizeBytes;
            sink.write(block);
            if (last) {
                sink.commit();
                acknowledge();
            } else if (left == 0) {
                window = Math.min(Ack.MAX_NEXT_WINDOW, window + random.nextInt(5));
                acknowledge();
            }
        } else if (sink.committed()) {
            acknowledge();
        } else if (ahead > 1 && ahead <= Ack.MAX_NEXT_WINDOW && !saidGap) {
            saidGap = true;
            halve();
        }
    }

    private void halve() {
        window = Math.max(1, window / 2);
        acknowledge();
    }

    private void acknowledge() {
        heardNanos = clock.nanoTime();
        left = window;
        largest = Math.max(largest, window);
        socket.accept(PacketCodec.encode(new Ack(rollover.toWire(received), window)));
    }

    /** What comes too late is asked for again. */
    private void await() {
        clock.after(PATIENCE_NANOS, () -> {
            if (!sink.committed() && waits < MOST_WAITS) {
                if (clock.nanoTime() - heardNanos >= PATIENCE_NANOS) {
                    waits++;
                    halve();
                }
                await();
            }
        });
    }
}
