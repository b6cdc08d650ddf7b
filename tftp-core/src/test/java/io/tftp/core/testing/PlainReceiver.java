package io.tftp.core.testing;

import io.tftp.core.wire.Ack;
import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A receiver as RFC 7440 describes it and most programs have it: takes blocks in order only, throws away what comes behind a gap,
 * acknowledges a window's end, a gap once, and what comes again; and asks again after a second. One thread at a time.
 */
public final class PlainReceiver {

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final VirtualClock clock;
    private final int blockSizeBytes;
    private final int windowSize;
    private final Consumer<ByteBuffer> socket;
    private final MemorySink sink = new MemorySink();
    private long received;
    private long ackedUpTo;
    private boolean told;
    private boolean done;
    private long waits;

    /**
     * Creates a receiver that has just been granted its options.
     *
     * @param clock the time
     * @param blockSizeBytes as agreed
     * @param windowSize as agreed
     * @param socket gets its ACKs
     */
    public PlainReceiver(VirtualClock clock, int blockSizeBytes, int windowSize, Consumer<ByteBuffer> socket) {
        this.clock = clock;
        this.blockSizeBytes = blockSizeBytes;
        this.windowSize = windowSize;
        this.socket = socket;
    }

    /** Answers the OACK. */
    public void start() {
        acknowledge();
    }

    /**
     * A datagram came.
     *
     * @param datagram from position to limit
     */
    public void deliver(ByteBuffer datagram) {
        if (PacketCodec.opcode(datagram) == Opcode.OPTION_ACK.value() && received == 0) {
            acknowledge();
        }
        if (PacketCodec.opcode(datagram) != Opcode.DATA.value()) {
            return;
        }
        int ahead = BlockNumber.forwardDistance(received, PacketCodec.block(datagram));
        if (ahead == 1 && !done) {
            ByteBuffer payload = datagram.duplicate().position(datagram.position() + PacketCodec.DATA_HEADER_BYTES);
            done = payload.remaining() < blockSizeBytes;
            sink.write(payload);
            received++;
            told = false;
            if (done) {
                sink.commit();
            }
            if (done || received - ackedUpTo >= windowSize) {
                acknowledge();
            } else {
                await();
            }
        } else if (!told) {
            told = true;
            acknowledge();
        }
    }

    private void acknowledge() {
        ackedUpTo = received;
        socket.accept(PacketCodec.encode(new Ack(BlockNumber.toWire(received))));
        await();
    }

    private void await() {
        long mine = ++waits;
        clock.after(WAIT_NANOS, () -> {
            if (mine == waits && !done) {
                told = false;
                acknowledge();
            }
        });
    }

    /**
     * Whether everything came.
     *
     * @return true once the last block was acknowledged
     */
    public boolean done() {
        return done;
    }
}
