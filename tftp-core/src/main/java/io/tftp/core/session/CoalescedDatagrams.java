package io.tftp.core.session;

import io.tftp.core.wire.ControlShape;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Where one datagram ends and the next begins when the kernel hands over several in one piece. It knows, since all are of one
 * length but the last, which may be shorter; but it says so in a way that the JDK doesn't pass on. So the packets have to
 * tell. A file's content can look like packets: where the bytes can be read in more than one way, nobody may guess.
 *
 * <p>A sender of DATA sends blocks of the full length, one shorter block at the end of the file, and besides only ERROR and OACK.
 * So a piece that begins with DATA consists of datagrams of a full block's length, or of the last block's: then all its DATA
 * packets are copies of that block, made by a network that doubles packets. All these readings are tried.
 *
 * <p>By one thread at a time. Allocates only for a length that is new.
 */
final class CoalescedDatagrams {

    /** The answer where more than one reading is possible, or none. */
    static final int UNCERTAIN = 0;

    private static final int NONE = -1;

    /** A window comes in a few pieces, each as long as that of the window before it. */
    private static final int LENGTHS = 8;

    private final int[] lengths = new int[LENGTHS];
    private final int[][] divisors = new int[LENGTHS][];
    private int oldest;
    private int reading;

    /**
     * The length of each datagram but the last, which may be shorter.
     *
     * @param received what was received in one piece, from position to limit
     * @param fullBytes the length of a DATA packet with a whole block
     * @return the length; all of it if it is one datagram; {@link #UNCERTAIN} if the bytes don't tell. Where the first packet
     *     isn't DATA its length doesn't matter, and all counts as that packet
     */
    int segmentBytes(ByteBuffer received, int fullBytes) {
        int whole = received.remaining();
        if (PacketCodec.opcode(received) != Opcode.DATA.value() || PacketCodec.block(received) < 0) {
            return whole;
        }
        reading = NONE;
        if (whole <= fullBytes) {
            possible(whole);
        } else if (isRun(received, fullBytes)) {
            possible(fullBytes);
        }
        int start = received.position();
        int end = received.limit();
        int shorter = Math.min(whole, fullBytes) - 1;
        tryCopies(received, end, PacketCodec.DATA_HEADER_BYTES, shorter);
        int earliest = Math.max(start, end - shorter);
        int error = ControlShape.errorBefore(received, earliest, end, whole >= fullBytes);
        if (error != ControlShape.NONE) {
            tryCopies(received, error, end - error, shorter);
        }
        int optionAck = ControlShape.optionAckBefore(received, earliest, end);
        if (optionAck != ControlShape.NONE) {
            tryCopies(received, optionAck, end - optionAck, shorter);
        }
        return reading == NONE ? UNCERTAIN : reading;
    }

    private void possible(int segmentBytes) {
        reading = reading == NONE || reading == segmentBytes ? segmentBytes : UNCERTAIN;
    }

    /** Whether each of the packets of that length can be what a sender of DATA sends: a run of blocks, or what the network made of it. */
    private static boolean isRun(ByteBuffer received, int segmentBytes) {
        for (int i = received.position() + segmentBytes; i < received.limit(); i += segmentBytes) {
            int left = received.limit() - i;
            int opcode = left < PacketCodec.DATA_HEADER_BYTES ? NONE : received.getShort(i);
            if (opcode != Opcode.DATA.value()
                    && opcode != Opcode.ERROR.value()
                    && opcode != Opcode.OPTION_ACK.value()) {
                return false;
            }
        }
        return true;
    }

    /** Tries to read what is received up to {@code end} as datagrams of one length, between two lengths. */
    private void tryCopies(ByteBuffer received, int end, int leastBytes, int mostBytes) {
        int least = Math.max(leastBytes, PacketCodec.DATA_HEADER_BYTES);
        for (int length : divisors(end - received.position())) {
            if (length >= least && length <= mostBytes && areCopies(received, end, length)) {
                possible(length);
            }
        }
    }

    /** Whether all packets of that length have the first one's block number, but for an ERROR or OACK in between. */
    private static boolean areCopies(ByteBuffer received, int end, int length) {
        int start = received.position();
        int header = received.getInt(start);
        for (int i = start + length; i < end; i += length) {
            if (received.getInt(i) != header && !ControlShape.isErrorOrOptionAck(received, i, i + length)) {
                return false;
            }
        }
        return true;
    }

    /** What divides a length. */
    private int[] divisors(int bytes) {
        for (int i = 0; i < LENGTHS; i++) {
            if (lengths[i] == bytes) {
                return divisors[i];
            }
        }
        int place = oldest;
        oldest = (oldest + 1) % LENGTHS;
        lengths[place] = bytes;
        divisors[place] = IntStream.rangeClosed(1, (int) Math.sqrt(bytes))
                .filter(each -> bytes % each == 0)
                .flatMap(each -> IntStream.of(each, bytes / each))
                .toArray();
        return divisors[place];
    }
}
