package io.tftp.core.transfer;

import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Drives a receiving machine as an event loop does, but for the socket and the clock. */
final class ReceiverLoop {

    static final int NO_ACK = -1;

    private static final long BETWEEN_PACKETS_NANOS = 10_000;

    private final ReceiveTransfer machine;
    private final Consumer<ByteBuffer> sink;
    private long now;

    /** Creates it; {@code sink} takes the blocks. */
    ReceiverLoop(Opening opening, Consumer<ByteBuffer> sink) {
        this.machine = new ReceiveTransfer(opening, RetryPolicy.DEFAULT, false, ByteBuffer::allocate);
        this.sink = sink;
        machine.start(now);
        machine.sent(1, now);
    }

    /**
     * A DATA packet came.
     *
     * @return the block to be acknowledged, or {@link #NO_ACK}
     */
    int handleDatagram(ByteBuffer datagram) {
        now += BETWEEN_PACKETS_NANOS;
        if (PacketCodec.opcode(datagram) != Opcode.DATA.value()) {
            throw new IllegalArgumentException("not a DATA packet");
        }
        int block = PacketCodec.block(datagram);
        datagram.position(datagram.position() + PacketCodec.DATA_HEADER_BYTES);
        machine.handleData(block, datagram, now);
        sink.accept(machine.takeBlock());
        ByteBuffer ack = machine.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
        if (!ack.hasRemaining()) {
            return NO_ACK;
        }
        int acknowledged = PacketCodec.block(ack);
        machine.sent(1, now);
        return acknowledged;
    }

    ReceiveTransfer machine() {
        return machine;
    }
}
