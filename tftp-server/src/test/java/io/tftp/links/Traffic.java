package io.tftp.links;

import io.tftp.core.wire.Opcode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What passed a device: the TFTP packets among what tcpdump wrote there.
 *
 * @param packets in their order
 */
record Traffic(List<Packet> packets) {

    private static final int GLOBAL_HEADER_BYTES = 24;
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final int ETHERNET_TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int PROTOCOL = 9;
    private static final int UDP = 17;
    private static final int SOURCE = 12;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int TFTP_HEADER_BYTES = 4;
    private static final int BYTES_PER_WORD = 4;
    private static final int LOW_BYTE = 0xff;
    private static final int LOW_NIBBLE = 0x0f;
    private static final int UNSIGNED_SHORT = 0xffff;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;

    /**
     * A packet.
     *
     * @param seconds when it passed
     * @param from who sent it
     * @param to to whom
     * @param opcode its first two bytes
     * @param block the next two
     * @param contentBytes how many bytes follow these
     */
    record Packet(
            double seconds, InetSocketAddress from, InetSocketAddress to, int opcode, int block, int contentBytes) {}

    /**
     * One transfer.
     *
     * @param start when its first request passed
     * @param blockSizeBytes the size of its largest block
     * @param ackTimes when each block was first acknowledged
     */
    private record Flow(double start, int blockSizeBytes, Map<Integer, Double> ackTimes) {}

    /**
     * Reads what tcpdump wrote, on this machine.
     *
     * @param file all of it
     */
    static Traffic read(byte[] file) {
        List<Packet> packets = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
        int magic = in.getInt();
        if (magic != MICROS && magic != NANOS) {
            throw new IllegalArgumentException("not written by tcpdump here");
        }
        double unitsPerSecond = magic == NANOS ? NANOS_PER_SECOND : MICROS_PER_SECOND;
        in.position(GLOBAL_HEADER_BYTES);
        while (in.hasRemaining()) {
            double seconds = Integer.toUnsignedLong(in.getInt());
            seconds += in.getInt() / unitsPerSecond;
            int length = in.getInt();
            in.getInt(); // how long it was before it was cut
            ByteBuffer frame = in.slice(in.position(), length); // big-endian, as the network is
            in.position(in.position() + length);
            try {
                add(seconds, frame, packets);
            } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
                // too short for TFTP
            }
        }
        return new Traffic(packets);
    }

    private static void add(double seconds, ByteBuffer frame, List<Packet> packets) {
        if (frame.getShort(ETHERNET_TYPE) != IPV4) {
            return;
        }
        ByteBuffer ip = frame.slice(ETHERNET_HEADER_BYTES, frame.limit() - ETHERNET_HEADER_BYTES);
        if ((ip.get(PROTOCOL) & LOW_BYTE) != UDP) {
            return;
        }
        byte[] source = new byte[BYTES_PER_WORD];
        byte[] target = new byte[BYTES_PER_WORD];
        ip.get(SOURCE, source).get(SOURCE + BYTES_PER_WORD, target);
        ByteBuffer udp = ip.position((ip.get(0) & LOW_NIBBLE) * BYTES_PER_WORD);
        InetSocketAddress from = address(source, udp.getShort());
        InetSocketAddress to = address(target, udp.getShort());
        int contentBytes = (udp.getShort() & UNSIGNED_SHORT) - UDP_HEADER_BYTES - TFTP_HEADER_BYTES;
        udp.getShort(); // the checksum
        int opcode = udp.getShort();
        packets.add(new Packet(seconds, from, to, opcode, udp.getShort() & UNSIGNED_SHORT, contentBytes));
    }

    private static InetSocketAddress address(byte[] address, short port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port & UNSIGNED_SHORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // four bytes are an address
        }
    }

    /** How many DATA packets came from a host. */
    long dataFrom(String host) {
        return packets.stream()
                .filter(packet -> packet.opcode() == Opcode.DATA.value())
                .filter(packet -> packet.from().getAddress().getHostAddress().equals(host))
                .count();
    }

    /** The size of the largest block; 0 if there was none. */
    int blockSizeBytes() {
        return packets.stream()
                .filter(packet -> packet.opcode() == Opcode.DATA.value())
                .mapToInt(Packet::contentBytes)
                .max()
                .orElse(0);
    }

    /** From the first request of anybody to the last ACK of a transfer's last block; empty if none was. */
    OptionalDouble seconds(Link link) {
        double start = flows().stream().mapToDouble(Flow::start).min().orElse(0);
        return ends(link).stream().mapToDouble(end -> end - start).max();
    }

    /** How many times as long as the fastest transfer the slowest took. */
    OptionalDouble spread(Link link) {
        double[] times = flows().stream()
                .filter(flow -> flow.ackTimes().containsKey(lastBlock(link, flow)))
                .mapToDouble(flow -> flow.ackTimes().get(lastBlock(link, flow)) - flow.start())
                .sorted()
                .toArray();
        return times.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(times[times.length - 1] / times[0]);
    }

    private List<Double> ends(Link link) {
        List<Double> ends = new ArrayList<>();
        for (Flow flow : flows()) {
            Double end = flow.ackTimes().get(lastBlock(link, flow));
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static int lastBlock(Link link, Flow flow) {
        return flow.blockSizeBytes() == 0
                ? -1
                : (int) (link.blocks(flow.blockSizeBytes()) & UNSIGNED_SHORT); // files are of fewer than 65,536
    }

    /** By the client's port. */
    private List<Flow> flows() {
        Map<Integer, Flow> flows = new LinkedHashMap<>();
        for (Packet packet : packets) {
            boolean request =
                    packet.opcode() == Opcode.READ_REQUEST.value() || packet.opcode() == Opcode.WRITE_REQUEST.value();
            if (request) {
                flows.putIfAbsent(packet.from().getPort(), new Flow(packet.seconds(), 0, new LinkedHashMap<>()));
            }
            for (int port : new int[] {packet.from().getPort(), packet.to().getPort()}) {
                flows.computeIfPresent(port, (key, flow) -> with(flow, packet));
            }
        }
        return List.copyOf(flows.values());
    }

    private static Flow with(Flow flow, Packet packet) {
        if (packet.opcode() == Opcode.ACK.value()) {
            flow.ackTimes().putIfAbsent(packet.block(), packet.seconds());
        }
        return packet.opcode() == Opcode.DATA.value()
                ? new Flow(flow.start(), Math.max(flow.blockSizeBytes(), packet.contentBytes()), flow.ackTimes())
                : flow;
    }
}
