package io.tftp.core.impairment;

import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What corruption leaves of a datagram above UDP. Static and pure, for any thread.
 *
 * <p>UDP's checksum catches nearly all corruption, and then the datagram is lost, which is an impairment of its own. A few in a
 * hundred thousand slip through. TFTP has no checksum: a block with a changed byte, or with the number of a block that is expected,
 * is believed, and so is an OACK with a changed number; no receiver could be blamed. So what is garbled here is what a program
 * can tell by, and must neither crash on nor take for content:
 *
 * <ul>
 *   <li>an opcode that doesn't exist;
 *   <li>an opcode of another packet: DATA or ACK that says it were a request or an ERROR;
 *   <li>a packet cut short within its header;
 *   <li>a block number from half the number space away;
 *   <li>a changed letter in a request's option, or in the name of one that was granted;
 *   <li>any bytes at all, but none that could be DATA, ACK or OACK.
 * </ul>
 *
 * <p>The bytes of a block are never changed, a block's length neither.
 */
public final class Garbling {

    private static final int HALF_THE_NUMBERS = (BlockNumber.MAX_WIRE + 1) / 2;

    /** The longest packet of garbage. */
    private static final int MOST_GARBAGE_BYTES = 64;

    /** How often a place for another letter is looked for. */
    private static final int TRIES = 8;

    private static final Opcode[] DISGUISES = {Opcode.READ_REQUEST, Opcode.WRITE_REQUEST, Opcode.ERROR};

    private Garbling() {}

    /**
     * Garbles a datagram.
     *
     * @param bytes the datagram; may be changed
     * @param random decides how
     * @return the garbled datagram; it may be the same array
     */
    public static byte[] garble(byte[] bytes, RandomGenerator random) {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        int opcode = PacketCodec.opcode(packet);
        if (opcode < 0) {
            return garbage(random);
        }
        boolean numbered =
                PacketCodec.block(packet) >= 0 && (opcode == Opcode.DATA.value() || opcode == Opcode.ACK.value());
        switch (random.nextInt(numbered ? 5 : 4)) {
            case 0 -> packet.put(0, (byte) (1 + random.nextInt(255))); // opcodes have a zero there
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(numbered ? PacketCodec.DATA_HEADER_BYTES : Short.BYTES));
            }
            case 2 -> {
                return garbage(random);
            }
            case 3 -> {
                if (numbered) {
                    packet.putShort(0, (short) DISGUISES[random.nextInt(DISGUISES.length)].value());
                } else if (!changeLetter(bytes, opcode, random)) {
                    packet.put(0, (byte) (1 + random.nextInt(255)));
                }
            }
            default -> packet.putShort(2, (short) (PacketCodec.block(packet) + HALF_THE_NUMBERS));
        }
        return bytes;
    }

    private static byte[] garbage(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(MOST_GARBAGE_BYTES + 1)];
        random.nextBytes(bytes);
        if (bytes.length >= Short.BYTES && random.nextBoolean()) {
            bytes[0] = 0;
            bytes[1] = (byte) DISGUISES[random.nextInt(DISGUISES.length)].value();
        } else if (bytes.length > 0) {
            bytes[0] |= 1;
        }
        return bytes;
    }

    /** Changes a letter of an option, most likely to another one; whether there was one. */
    private static boolean changeLetter(byte[] bytes, int opcode, RandomGenerator random) {
        boolean granted = opcode == Opcode.OPTION_ACK.value();
        boolean request = opcode == Opcode.READ_REQUEST.value() || opcode == Opcode.WRITE_REQUEST.value();
        int start = Short.BYTES;
        if (request) {
            start = behindString(bytes, behindString(bytes, start)); // the file's name and the mode stay
        }
        if ((!granted && !request) || start >= bytes.length) {
            return false;
        }
        for (int i = 0; i < TRIES; i++) {
            int at = start + random.nextInt(bytes.length - start);
            if (bytes[at] != 0 && (request || isInName(bytes, at))) {
                bytes[at] = (byte) (random.nextBoolean() ? '!' : '0' + random.nextInt(10));
                return true;
            }
        }
        return false;
    }

    private static int behindString(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end + 1;
    }

    /** Whether a place in an OACK belongs to a name: names and values take turns. */
    private static boolean isInName(byte[] bytes, int at) {
        int strings = 0;
        for (int i = Short.BYTES; i < at; i++) {
            strings += bytes[i] == 0 ? 1 : 0;
        }
        return strings % 2 == 0;
    }
}
