package io.tftp.core.wire;

import io.tftp.core.jmh.CoreBenchmark;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Whole packets: a datagram to a packet, and a packet to a datagram. */
@SuppressWarnings("NullAway.Init") // set up by JMH
public class CodecBenchmark extends CoreBenchmark {

    /** Off the heap, as an event loop's receive buffer is. */
    private final ByteBuffer received = ByteBuffer.allocateDirect(PacketCodec.MAX_DATAGRAM_BYTES);

    private final ByteBuffer target = ByteBuffer.allocateDirect(PacketCodec.MAX_DATAGRAM_BYTES);

    /** Each of them in turn. */
    @Param
    public SamplePacket packet;

    private Packet created;

    @Setup
    public void create() {
        created = packet.create();
        PacketCodec.encode(created, received);
        received.flip();
    }

    @Benchmark
    public Packet decode() throws MalformedPacketException {
        return PacketCodec.decode(received.rewind());
    }

    @Benchmark
    public ByteBuffer encode() {
        PacketCodec.encode(created, target.clear());
        return target;
    }
}
