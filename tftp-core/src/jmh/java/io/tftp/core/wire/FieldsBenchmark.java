package io.tftp.core.wire;

import io.tftp.core.jmh.CoreBenchmark;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;

/** What a transfer under way does with the codec: fields in place of packets, for nothing to be allocated. */
public class FieldsBenchmark extends CoreBenchmark {

    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PacketCodec.ACK_BYTES);
    private int block;

    @Benchmark
    public int read() {
        return PacketCodec.opcode(datagram) ^ PacketCodec.block(datagram);
    }

    @Benchmark
    public ByteBuffer writeAck() {
        PacketCodec.putAck(datagram, 0, ++block & BlockNumber.MAX_WIRE);
        return datagram;
    }
}
