package io.tftp.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** A socket at the other end of a port behind a line: it sees what the line did to a run of datagrams. */
final class FarSocket implements AutoCloseable {

    static final int SEGMENT_BYTES = 2;

    final DatagramChannel channel;

    FarSocket() throws IOException {
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
    }

    /** A port to here, with nothing on the way. */
    EphemeralPort plainPort() throws IOException {
        return EphemeralPort.toServer(
                InetAddress.getLoopbackAddress(), (InetSocketAddress) channel.getLocalAddress(), false);
    }

    /** Sends a run of numbers from 0 on, closes the port, and tells which arrived. */
    List<Integer> arrivedOfRun(DatagramPort line, int count) throws IOException {
        try (line) {
            ByteBuffer run = ByteBuffer.allocate(count * SEGMENT_BYTES);
            for (int i = 0; i < count; i++) {
                run.putShort((short) i);
            }
            run.flip();
            assertThat(line.send(run, SEGMENT_BYTES)).isEqualTo(count);
            assertThat(run.hasRemaining()).isFalse();
        }
        List<Integer> arrived = new ArrayList<>();
        ByteBuffer datagram = ByteBuffer.allocate(count);
        while (channel.receive(datagram) != null) {
            assertThat(datagram.flip().remaining()).isEqualTo(SEGMENT_BYTES);
            arrived.add((int) datagram.getShort());
            datagram.clear();
        }
        return arrived;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
