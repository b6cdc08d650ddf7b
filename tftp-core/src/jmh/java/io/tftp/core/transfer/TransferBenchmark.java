package io.tftp.core.transfer;

import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Both machines against each other, a block at a time. Each block is copied three times, as on its way from the page cache
 * over a network into the page cache.
 */
@SuppressWarnings("NullAway.Init") // set up by JMH
public class TransferBenchmark extends MachineBenchmark {

    private final ByteBuffer content = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PacketCodec.DATA_HEADER_BYTES + BLOCK_BYTES);
    private final ByteBuffer stored = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private ReceiverLoop receiver;
    private SenderLoop sender;
    private int acknowledged;

    @Setup
    public void open() {
        receiver = new ReceiverLoop(opening(), this::store);
        sender = new SenderLoop(opening(), this::read, this::carry);
    }

    private int read(ByteBuffer slot) {
        slot.put(content.rewind());
        return BLOCK_BYTES;
    }

    private void carry(ByteBuffer run, int segmentBytes) {
        for (int offset = run.position(); offset < run.limit(); offset += segmentBytes) {
            datagram.clear().put(0, run, offset, segmentBytes);
            acknowledged = receiver.handleDatagram(datagram);
        }
    }

    private void store(ByteBuffer block) {
        stored.clear().put(block);
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ByteBuffer block() {
        for (int i = 0; i < BLOCKS; i += windowSize) {
            sender.handleAck(acknowledged);
        }
        return stored;
    }

    @TearDown
    public void check() {
        requireNoLosses(sender.machine());
        requireNoLosses(receiver.machine());
    }
}
