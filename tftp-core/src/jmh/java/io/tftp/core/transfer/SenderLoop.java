package io.tftp.core.transfer;

import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;

/** Drives a sending machine as an event loop does, but for the socket and the clock. */
final class SenderLoop {

    /** What an event loop has a socket for. */
    interface Network {

        /** Takes a run of DATA packets, each of {@code segmentBytes}. */
        void carry(ByteBuffer run, int segmentBytes);
    }

    private static final long ROUND_TRIP_NANOS = 100_000;

    private final SendTransfer machine;
    private final ToIntFunction<ByteBuffer> source;
    private final Network network;
    private long now;

    /** Creates it, and sends the first window, slots being filled by {@code source}. */
    SenderLoop(Opening opening, ToIntFunction<ByteBuffer> source, Network network) {
        this.machine = new SendTransfer(opening, RetryPolicy.DEFAULT, ByteBuffer::allocateDirect);
        this.source = source;
        this.network = network;
        machine.start(now);
        machine.sent(1, now);
        handleAck(0);
    }

    /** An ACK came: sends the next window, and fills the slots that are free. */
    void handleAck(int block) {
        now += ROUND_TRIP_NANOS;
        machine.handleAck(block, now);
        do {
            send();
        } while (supply());
    }

    private void send() {
        ByteBuffer run = machine.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
        while (run.hasRemaining()) {
            int segmentBytes = machine.segmentBytes();
            int count = run.remaining() / segmentBytes;
            network.carry(run, segmentBytes);
            machine.sent(count, now);
            run = machine.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
        }
    }

    private boolean supply() {
        boolean any = false;
        ByteBuffer slot = machine.slot();
        while (slot.hasRemaining()) {
            machine.supplied(source.applyAsInt(slot), now);
            any = true;
            slot = machine.slot();
        }
        return any;
    }

    SendTransfer machine() {
        return machine;
    }
}
