package io.tftp.core.wire;

import java.nio.ByteBuffer;

/** Reads the NUL-terminated strings of one datagram, one after the other. For one thread, for one datagram. */
final class StringScanner {

    private static final int UNTERMINATED = -1;

    private final ByteBuffer bytes;
    private int position;

    /** Reads from an absolute position to the buffer's limit. */
    StringScanner(ByteBuffer bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** The number of bytes before the next NUL, or a negative number if there is no NUL. */
    int nextLengthBytes() {
        for (int i = position; i < bytes.limit(); i++) {
            if (bytes.get(i) == 0) {
                return i - position;
            }
        }
        return UNTERMINATED;
    }

    /** Takes the next string, whose length was asked before, and steps over its NUL. */
    String take(int lengthBytes) {
        String text = WireText.decode(bytes.slice(position, lengthBytes));
        position += lengthBytes + 1;
        return text;
    }

    /** Takes the next string up to its NUL, or all that is left if there is no NUL. */
    String takeLenient() {
        int length = nextLengthBytes();
        return take(length == UNTERMINATED ? bytes.limit() - position : length);
    }
}
