package io.tftp.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final byte[] CLIENT = {10, (byte) 213, 1, 1};
    private static final byte[] SERVER = {10, (byte) 213, 3, 2};
    private static final int UDP = 17;
    private static final int TCP = 6;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    TrafficTest() {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
        header.putInt(0xa1b2c3d4);
        file.writeBytes(header.array());
    }

    /** Files of 1,500 bytes. */
    private static Link link(int transfers) {
        return TestLinks.plain(
                Duration.ZERO, 1_500, transfers, new Link.Wanted(OptionalDouble.empty(), 1, OptionalDouble.empty()));
    }

    /** A packet as tcpdump writes it, cut behind the TFTP header. */
    private void packet(
            double seconds, int protocol, boolean fromClient, int clientPort, int opcode, int block, int bytes) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 8 + 4);
        frame.putShort(12, (short) 0x0800);
        frame.position(14);
        frame.put((byte) 0x45).position(14 + 9);
        frame.put((byte) protocol).position(14 + 12);
        frame.put(fromClient ? CLIENT : SERVER).put(fromClient ? SERVER : CLIENT);
        frame.putShort((short) (fromClient ? clientPort : 2_000));
        frame.putShort((short) (fromClient ? 2_000 : clientPort));
        frame.putShort((short) (8 + 4 + bytes)).putShort((short) 0);
        frame.putShort((short) opcode).putShort((short) block);
        write(seconds, frame.array());
    }

    private void write(double seconds, byte[] frame) {
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        record.putInt((int) seconds).putInt((int) Math.round((seconds - (int) seconds) * 1e6));
        record.putInt(frame.length).putInt(1_514);
        file.writeBytes(record.array());
        file.writeBytes(frame);
    }

    private void request(double seconds, int port) {
        packet(seconds, UDP, true, port, 1, 0x6162, 30);
    }

    private void data(double seconds, int port, int block, int bytes) {
        packet(seconds, UDP, false, port, 3, block, bytes);
    }

    private void ack(double seconds, int port, int block) {
        packet(seconds, UDP, true, port, 4, block, 0);
    }

    private Traffic traffic() {
        return Traffic.read(file.toByteArray());
    }

    /**
     * <pre>
     *   client          server
     *     | --- RRQ ---&gt; |   1.0
     *     | --- RRQ ---&gt; |   1.5
     *     | &lt;-- DATA 1 - |
     *     | &lt;-- DATA 2 - |   the last
     *     | &lt;-- DATA 2 - |   again
     *     | --- ACK 2 -&gt; |   2.25
     *     | --- ACK 2 -&gt; |   9.0, lingering
     * </pre>
     */
    @Test
    void aTransferLastsFromItsFirstRequestToTheFirstAckOfItsLastBlock() {
        request(1, 5_000);
        request(1.5, 5_000);
        data(2, 5_000, 1, 1_400);
        data(2.1, 5_000, 2, 100);
        data(2.2, 5_000, 2, 100);
        ack(2.25, 5_000, 2);
        ack(9, 5_000, 2);
        Traffic traffic = traffic();
        assertThat(traffic.blockSizeBytes()).isEqualTo(1_400);
        assertThat(traffic.seconds(link(1)).orElseThrow()).isCloseTo(1.25, within(1e-6));
        assertThat(traffic.dataFrom("10.213.3.2")).isEqualTo(3);
        assertThat(traffic.dataFrom("10.213.1.1")).isZero();
    }

    @Test
    void oneThatDidNotEndHasNoTime() {
        request(1, 5_000);
        data(2, 5_000, 1, 1_400);
        ack(2.25, 5_000, 1);
        assertThat(traffic().seconds(link(1))).isEmpty();
        assertThat(traffic().spread(link(1))).isEmpty();
    }

    @Test
    void severalAtOnceAreToldApartByTheirClientsPorts() {
        request(1, 5_000);
        request(2, 6_000);
        data(2, 5_000, 1, 1_000);
        data(2, 6_000, 1, 1_000);
        data(3, 6_000, 2, 500);
        ack(3, 6_000, 2);
        data(4, 5_000, 2, 500);
        ack(4, 5_000, 2);
        assertThat(traffic().seconds(link(2)).orElseThrow()).isCloseTo(3, within(1e-6));
        assertThat(traffic().spread(link(2)).orElseThrow()).isCloseTo(3, within(1e-6)); // 3 s and 1 s
    }

    @Test
    void whatIsNoTftpIsPassedOver() {
        packet(1, TCP, false, 5_000, 3, 1, 1_000);
        write(1, new byte[20]);
        byte[] arp = new byte[42];
        arp[12] = 8;
        arp[13] = 6;
        write(1, arp);
        data(2, 5_000, 1, 1_000);
        assertThat(traffic().packets()).hasSize(1);
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> Traffic.read(new byte[100])).isInstanceOf(IllegalArgumentException.class);
    }
}
