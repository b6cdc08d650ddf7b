package io.tftp.core.wire;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Whether some bytes look like an ERROR or an OACK: what a sender of DATA may send besides. Stricter than {@link PacketCodec} is
 * with a datagram, since these bytes may be a file's content. Allocates nothing.
 *
 * <p>Static and without state, for any thread; offsets are absolute.
 */
public final class ControlShape {

    /** No offset. */
    public static final int NONE = -1;

    private static final int OPCODE_BYTES = 2;
    private static final int ERROR_CODE_BYTES = 2;
    private static final int ERROR_HEADER_BYTES = OPCODE_BYTES + ERROR_CODE_BYTES;

    private ControlShape() {}

    /**
     * Whether these bytes are an ERROR or an OACK as the RFCs have them, from the first to the last.
     *
     * @param bytes looked at; position and limit don't count, and stay
     * @param from where they begin
     * @param to where they end
     * @return true if they may be a packet
     */
    public static boolean isErrorOrOptionAck(ByteBuffer bytes, int from, int to) {
        Objects.requireNonNull(bytes, "bytes");
        return isError(bytes, from, to) || isOptionAck(bytes, from, to);
    }

    private static boolean isError(ByteBuffer bytes, int from, int to) {
        return to - from > ERROR_HEADER_BYTES
                && bytes.get(to - 1) == 0
                && beginsError(bytes, from)
                && lastNul(bytes, from + ERROR_HEADER_BYTES, to - 1) == NONE;
    }

    /** RFC 1350 §5 and RFC 2347 know the codes 0 to 8; those of others have fitted a byte, too. */
    private static boolean beginsError(ByteBuffer bytes, int from) {
        return bytes.getShort(from) == Opcode.ERROR.value() && bytes.get(from + OPCODE_BYTES) == 0;
    }

    private static boolean isOptionAck(ByteBuffer bytes, int from, int to) {
        if (to - from <= OPCODE_BYTES || bytes.getShort(from) != Opcode.OPTION_ACK.value() || bytes.get(to - 1) != 0) {
            return false;
        }
        int strings = 0;
        int start = from + OPCODE_BYTES;
        for (int i = start; i < to; i++) {
            if (bytes.get(i) == 0) {
                boolean name = strings % 2 == 0;
                if (name && i == start) {
                    return false;
                }
                strings++;
                start = i + 1;
            } else if (!isPrintable(bytes.get(i))) {
                return false;
            }
        }
        return strings % 2 == 0;
    }

    /**
     * Where an ERROR begins that ends with these bytes.
     *
     * @param bytes looked at; position and limit don't count, and stay
     * @param from the least answer
     * @param to where the ERROR ends
     * @param strict whether it has to have its last NUL, which some firmware leaves out, and its message too
     * @return an absolute offset, or {@link #NONE}
     */
    public static int errorBefore(ByteBuffer bytes, int from, int to, boolean strict) {
        boolean terminated = bytes.get(to - 1) == 0;
        if (!terminated && strict) {
            return NONE;
        }
        int end = terminated ? to - 1 : to;
        // The last NUL before the message is the first byte of the code, or the second if the code is 0.
        int nul = lastNul(bytes, from, end);
        int shortest = nul - OPCODE_BYTES;
        if (shortest >= from && shortest + ERROR_HEADER_BYTES <= end && beginsError(bytes, shortest)) {
            return shortest;
        }
        int zero = shortest - 1;
        if (zero >= from && beginsError(bytes, zero)) {
            return zero;
        }
        int bare = to - ERROR_HEADER_BYTES;
        return !strict && bare >= from && beginsError(bytes, bare) ? bare : NONE;
    }

    /**
     * Where an OACK begins that ends with these bytes.
     *
     * @param bytes looked at; position and limit don't count, and stay
     * @param from the least answer
     * @param to where the OACK ends
     * @return an absolute offset, or {@link #NONE}
     */
    public static int optionAckBefore(ByteBuffer bytes, int from, int to) {
        int i = to - 1;
        if (bytes.get(i) != 0) {
            return NONE;
        }
        while (i > from && (bytes.get(i) == 0 ? !isThirdNul(bytes, i, to) : isPrintable(bytes.get(i)))) {
            i--;
        }
        int start = i - 1; // the byte that is neither text nor NUL must be the second of the opcode
        return start >= from && isOptionAck(bytes, start, to) ? start : NONE;
    }

    /** An empty value's NUL stands beside its name's; with a third one there would be an empty name. */
    private static boolean isThirdNul(ByteBuffer bytes, int i, int to) {
        return i + 2 < to && bytes.get(i + 1) == 0 && bytes.get(i + 2) == 0;
    }

    private static int lastNul(ByteBuffer bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes.get(i) == 0) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b <= '~';
    }
}
