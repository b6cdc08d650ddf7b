package io.tftp.core.transfer;

import io.tftp.core.wire.BlockNumber;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The sending machine alone, a block at a time: its DATA, and its share of an ACK. Nothing is copied. */
@SuppressWarnings("NullAway.Init") // set up by JMH
public class SendBenchmark extends MachineBenchmark {

    private SenderLoop sender;
    private long acked;

    /** Keeps what the machine holds out from being optimized away. */
    private int carriedBytes;

    @Setup
    public void open() {
        sender = new SenderLoop(
                opening(), ByteBuffer::remaining, (run, segmentBytes) -> carriedBytes += run.remaining());
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public int block() {
        for (int i = 0; i < BLOCKS; i += windowSize) {
            acked += windowSize;
            sender.handleAck(BlockNumber.toWire(acked));
        }
        return carriedBytes;
    }

    @TearDown
    public void check() {
        requireNoLosses(sender.machine());
    }
}
