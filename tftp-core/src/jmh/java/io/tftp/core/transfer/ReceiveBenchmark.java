package io.tftp.core.transfer;

import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The receiving machine alone, a block at a time: its DATA, and its share of an ACK. Nothing is copied. */
@SuppressWarnings("NullAway.Init") // set up by JMH
public class ReceiveBenchmark extends MachineBenchmark {

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PacketCodec.DATA_HEADER_BYTES + BLOCK_BYTES);
    private ReceiverLoop receiver;
    private long sent;

    /** Keeps what the machine holds out from being optimized away. */
    private int takenBytes;

    @Setup
    public void open() {
        receiver = new ReceiverLoop(opening(), block -> takenBytes += block.remaining());
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public int block() {
        int acks = 0;
        for (int i = 0; i < BLOCKS; i++) {
            sent++;
            PacketCodec.putDataHeader(datagram, 0, BlockNumber.toWire(sent));
            acks += receiver.handleDatagram(datagram.rewind());
        }
        return acks + takenBytes;
    }

    @TearDown
    public void check() {
        requireNoLosses(receiver.machine());
    }
}
