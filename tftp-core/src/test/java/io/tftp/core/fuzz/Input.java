package io.tftp.core.fuzz;

import java.util.Arrays;

/** Bytes of a fuzzer's, taken one after the other; zeros follow the last. */
final class Input {

    private final byte[] bytes;
    private int position;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    /** 0..255. */
    int next() {
        return hasMore() ? Byte.toUnsignedInt(bytes[position++]) : 0;
    }

    int nextShort() {
        return next() << Byte.SIZE | next();
    }

    /** One of several. */
    int oneOf(int... values) {
        return values[next() % values.length];
    }

    byte[] next(int length) {
        int end = Math.min(bytes.length, position + length);
        byte[] taken = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return taken;
    }

    byte[] rest() {
        return next(bytes.length);
    }

    static void require(boolean law, String otherwise) {
        if (!law) {
            throw new AssertionError(otherwise);
        }
    }
}
