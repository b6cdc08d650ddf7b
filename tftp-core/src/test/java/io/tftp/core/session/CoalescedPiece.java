package io.tftp.core.session;

import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.OptionAck;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * What a kernel may hand over in one piece of what a sender of DATA sends and the network doubles and reorders, with the length that
 * the kernel knows. The contents are made to be mistaken for packets.
 *
 * @param bytes the piece
 * @param fullBytes the length of a packet with a whole block
 * @param segmentBytes the length of each datagram but the last; all that there is if it is one
 */
record CoalescedPiece(ByteBuffer bytes, int fullBytes, int segmentBytes) {

    private static final int MOST_DATAGRAMS = 12;
    private static final int HEADER = PacketCodec.DATA_HEADER_BYTES;

    /** A piece with content that an attacker chose. */
    static CoalescedPiece of(long seed) {
        Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        int blockSize = random.nextInt(8) == 0 ? random.nextInt(8, 2_000) : random.nextInt(8, 60);
        int fullBytes = HEADER + blockSize;
        int firstBlock = random.nextInt(4) == 0 ? random.nextInt(65_536) : random.nextInt(1, 7);
        int blocks = random.nextInt(1, 6);
        int lastBytes = random.nextInt(3) == 0 ? 0 : random.nextInt(blockSize);
        boolean ends = random.nextBoolean();
        byte[] content = content(random, blocks * fullBytes, firstBlock, fullBytes);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            boolean last = ends && i == blocks - 1;
            sent.add(data(firstBlock + i, content, i * fullBytes + HEADER, last ? lastBytes : blockSize));
        }
        if (random.nextInt(4) == 0) {
            disguiseTail(random, sent.get(sent.size() - 1));
        }
        return coalesce(random, travelled(random, sent), fullBytes);
    }

    /** A piece with content as most files have it: anything, text, or much of the same. */
    static CoalescedPiece common(long seed) {
        Random random = new Random(seed);
        int blockSize = List.of(512, 1_024, 1_428, 1_468, 8_192).get(random.nextInt(5));
        int blocks = random.nextInt(1, 8);
        byte[] content = new byte[blockSize * blocks];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(content);
            case 1 -> Arrays.fill(content, (byte) random.nextInt());
            case 2 ->
                fill(content, random, "#!/bin/sh \n0123456789eE".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            default -> fill(content, random, new byte[] {0, 0, 0, 0, 0, 1, 2, 4, 8, (byte) 0xFF, 'E', 'L', 'F'});
        }
        boolean ends = random.nextBoolean();
        ByteBuffer all = ByteBuffer.allocate(65_535);
        for (int i = 0; i < blocks; i++) {
            boolean last = ends && i == blocks - 1;
            all.put(data(1 + i, content, i * blockSize, last ? random.nextInt(blockSize) : blockSize));
        }
        return new CoalescedPiece(all.flip(), HEADER + blockSize, Math.min(HEADER + blockSize, all.limit()));
    }

    /** Bytes that repeat a packet's header every so often, as the whole piece or each block would if it were copies of a shorter one. */
    private static byte[] content(Random random, int length, int firstBlock, int fullBytes) {
        byte[] content = new byte[length];
        fill(content, random, new byte[] {0, 0, 0, 3, 3, 5, 6, 1, 2, 'a', (byte) firstBlock});
        int shape = random.nextInt(8);
        if (shape == 0) {
            random.nextBytes(content);
        } else if (shape < 5) { // all of it
            int blocks = random.nextInt(1, Math.max(2, length / fullBytes + 1));
            repeat(content, 0, divided(random, blocks * fullBytes), firstBlock, fullBytes, random.nextBoolean());
        } else { // each block
            for (int start = 0, block = firstBlock; start < length; start += fullBytes, block++) {
                int part = random.nextBoolean() ? fullBytes : random.nextInt(HEADER, fullBytes);
                repeat(content, start, divided(random, part), block, fullBytes, random.nextBoolean());
            }
        }
        return content;
    }

    private static int divided(Random random, int length) {
        int copies = random.nextInt(2, 9);
        return Math.max(HEADER, length / copies);
    }

    /** Makes the content repeat itself; {@code true} also where that takes the headers of the blocks behind it into account. */
    private static void repeat(byte[] content, int start, int period, int block, int fullBytes, boolean headersToo) {
        byte[] pattern = Arrays.copyOfRange(content, start, start + period);
        if (headersToo) {
            for (int i = fullBytes, next = block + 1; start + i + HEADER <= content.length; i += fullBytes, next++) {
                byte[] header = data(next, content, 0, 0);
                for (int j = 0; j < HEADER; j++) {
                    pattern[(i + j) % period] = header[j];
                }
            }
        }
        System.arraycopy(data(block, content, 0, 0), 0, pattern, 0, HEADER);
        for (int i = 0; start + i < content.length; i++) {
            content[start + i] = pattern[i % period];
        }
    }

    /** The end of a block looks like another packet. */
    private static void disguiseTail(Random random, byte[] data) {
        byte[] tail = control(random);
        if (data.length >= HEADER + tail.length) {
            System.arraycopy(tail, 0, data, data.length - tail.length, tail.length);
        }
    }

    private static byte[] control(Random random) {
        Packet packet = random.nextBoolean()
                ? ErrorPacket.of(new ErrorCode(random.nextInt(9)), "a".repeat(random.nextInt(20)))
                : new OptionAck(Options.of("a", "1".repeat(random.nextInt(10)), "b".repeat(1 + random.nextInt(5)), ""));
        return array(PacketCodec.encode(packet));
    }

    /** What becomes of packets on the way: doubled, out of order, and with others among them. */
    private static List<byte[]> travelled(Random random, List<byte[]> sent) {
        List<byte[]> came = new ArrayList<>();
        for (byte[] each : sent) {
            int copies = random.nextInt(3) == 0 ? random.nextInt(2, 9) : 1;
            for (int i = 0; i < copies; i++) {
                int back = random.nextInt(8) == 0 ? random.nextInt(came.size() + 1) : 0;
                came.add(came.size() - back, each);
            }
        }
        if (random.nextInt(3) == 0) {
            byte[] control = control(random);
            byte[] last = sent.get(sent.size() - 1);
            if (random.nextInt(3) == 0 && control[1] == 5 && last.length >= HEADER + 1) {
                control = padded(control, last.length);
            }
            came.add(random.nextInt(came.size() + 1), control);
        }
        return came;
    }

    /** An ERROR as long as the last block. */
    private static byte[] padded(byte[] error, int length) {
        byte[] other = Arrays.copyOf(error, length);
        Arrays.fill(other, HEADER, length - 1, (byte) 'x');
        other[length - 1] = 0;
        return other;
    }

    /** As Linux does it: all of one length, and the last one shorter. */
    private static CoalescedPiece coalesce(Random random, List<byte[]> came, int fullBytes) {
        int first = random.nextInt(3) == 0 ? random.nextInt(came.size()) : 0;
        int most = random.nextInt(1, MOST_DATAGRAMS);
        int length = came.get(first).length;
        ByteBuffer all = ByteBuffer.allocate(65_535);
        for (int i = first; i < came.size() && i - first < most; i++) {
            byte[] next = came.get(i);
            if (next.length > length || next.length > all.remaining()) {
                break;
            }
            all.put(next);
            if (next.length < length) {
                break;
            }
        }
        boolean data = came.get(first)[1] == 3;
        return new CoalescedPiece(all.flip(), fullBytes, data ? Math.min(length, all.limit()) : all.limit());
    }

    private static byte[] data(int block, byte[] content, int offset, int length) {
        ByteBuffer datagram = ByteBuffer.allocate(HEADER + length);
        PacketCodec.putDataHeader(datagram, 0, block & 0xFFFF);
        int there = Math.min(length, content.length - offset);
        datagram.position(HEADER).put(content, offset, there);
        return datagram.array();
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(buffer.position(), array);
        return array;
    }

    private static void fill(byte[] target, Random random, byte[] alphabet) {
        for (int i = 0; i < target.length; i++) {
            target[i] = alphabet[random.nextInt(alphabet.length)];
        }
    }

    @Override
    public String toString() {
        return "blocks of " + (fullBytes - HEADER) + ", segments of " + segmentBytes + ": "
                + HexFormat.of().formatHex(array(bytes));
    }
}
