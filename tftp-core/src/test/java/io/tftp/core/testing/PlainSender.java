package io.tftp.core.testing;

import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A sender as RFC 7440 describes it and most programs have it: a window at once, from the block that an ACK names, and the same
 * again after a second. One thread at a time.
 */
public final class PlainSender {

    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final VirtualClock clock;
    private final int blockSizeBytes;
    private final int windowSize;
    private final long sizeBytes;
    private final Consumer<ByteBuffer> socket;
    private long acked;
    private long waits;
    private boolean started;
    private long dataSent;

    /**
     * Creates a sender.
     *
     * @param clock the time
     * @param blockSizeBytes as agreed
     * @param windowSize as agreed
     * @param sizeBytes of the content
     * @param socket gets its DATA
     */
    public PlainSender(
            VirtualClock clock, int blockSizeBytes, int windowSize, long sizeBytes, Consumer<ByteBuffer> socket) {
        this.clock = clock;
        this.blockSizeBytes = blockSizeBytes;
        this.windowSize = windowSize;
        this.sizeBytes = sizeBytes;
        this.socket = socket;
    }

    /**
     * A datagram came.
     *
     * @param datagram from position to limit
     */
    public void deliver(ByteBuffer datagram) {
        if (PacketCodec.opcode(datagram) != Opcode.ACK.value()) {
            return;
        }
        int ahead = BlockNumber.forwardDistance(acked, PacketCodec.block(datagram));
        if (ahead > windowSize || (ahead == 0 && started && windowSize == 1)) {
            return;
        }
        started = true;
        acked += ahead;
        sendWindow();
    }

    private void sendWindow() {
        long mine = ++waits;
        long blocks = sizeBytes / blockSizeBytes + 1;
        if (acked == blocks) {
            return;
        }
        for (long block = acked + 1; block <= Math.min(acked + windowSize, blocks); block++) {
            long offset = (block - 1) * blockSizeBytes;
            byte[] payload = TestContent.bytes(offset, (int) Math.min(blockSizeBytes, sizeBytes - offset));
            ByteBuffer datagram = ByteBuffer.allocate(PacketCodec.DATA_HEADER_BYTES + payload.length);
            PacketCodec.putDataHeader(datagram, 0, BlockNumber.toWire(block));
            datagram.position(PacketCodec.DATA_HEADER_BYTES).put(payload).flip();
            dataSent++;
            socket.accept(datagram);
        }
        clock.after(WAIT_NANOS, () -> {
            if (mine == waits) {
                sendWindow();
            }
        });
    }

    /**
     * How many DATA packets went out.
     *
     * @return those sent again among them
     */
    public long dataSent() {
        return dataSent;
    }
}
