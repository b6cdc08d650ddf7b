package io.tftp.core.net;

import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;

/**
 * Where one datagram ends and the next begins when the kernel hands over several in one piece. It knows, since all are of one
 * length but the last, which may be shorter; but it says so in a way that the JDK doesn't pass on. So the packets have to
 * tell. Static.
 */
final class CoalescedDatagrams {

    /** So many copies of one packet are recognised: a network that makes two of each is odd enough. */
    private static final int MOST_COPIES = 8;

    private CoalescedDatagrams() {}

    /**
     * The length of the first datagram.
     *
     * @param received one or more DATA or ERROR packets, from position to limit
     * @param fullBytes the length of a DATA packet with a whole block
     * @return its length; all that remains if it is one datagram, be it one that is too long for its block
     */
    static int firstLength(ByteBuffer received, int fullBytes) {
        int whole = received.remaining();
        if (whole > fullBytes && goesOn(received, fullBytes)) {
            return fullBytes;
        }
        int copy = copyLength(received);
        if (copy < whole || whole <= fullBytes) {
            return copy;
        }
        int opcode = opcode(received, fullBytes);
        return opcode == Opcode.DATA.value() || opcode == Opcode.ERROR.value() ? fullBytes : whole;
    }

    /** Whether the packet at an offset is DATA of the block behind the first one's: a run, as a sender makes it. */
    private static boolean goesOn(ByteBuffer received, int offset) {
        int first = PacketCodec.block(received);
        return opcode(received, offset) == Opcode.DATA.value()
                && BlockNumber.forwardDistance(first, block(received, offset)) == 1;
    }

    private static int opcode(ByteBuffer received, int offset) {
        int start = received.position();
        int opcode = PacketCodec.opcode(received.position(start + offset));
        received.position(start);
        return opcode;
    }

    private static int block(ByteBuffer received, int offset) {
        int start = received.position();
        int block = PacketCodec.block(received.position(start + offset));
        received.position(start);
        return block;
    }

    /**
     * The length of a packet of which all that was received are copies, or the whole length. The last block, which is shorter
     * than the others, comes alone, unless the network doubles it: taken for one packet, the copies would become content.
     */
    private static int copyLength(ByteBuffer received) {
        int whole = received.remaining();
        for (int copies = MOST_COPIES; copies > 1; copies--) {
            int length = whole / copies;
            if (length >= PacketCodec.DATA_HEADER_BYTES && length * copies == whole && isRepeated(received, length)) {
                return length;
            }
        }
        return whole;
    }

    private static boolean isRepeated(ByteBuffer received, int length) {
        if (block(received, length) != PacketCodec.block(received)) {
            return false; // the usual case, at once
        }
        int start = received.position();
        int rest = received.remaining() - length;
        return received.slice(start, rest).equals(received.slice(start + length, rest));
    }
}
