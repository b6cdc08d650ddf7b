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

    /** Takes the next string as {@link #take} does, or its beginning and an ellipsis if it is longer than that. */
    String takeShort(int lengthBytes, int mostChars) {
        String text = WireText.decodeShort(bytes.slice(position, lengthBytes), mostChars);
        position += lengthBytes + 1;
        return text;
    }

    /** Takes the next string up to its NUL, or all that is left if there is no NUL; no more than its beginning. */
    String takeLenient(int mostChars) {
        int length = nextLengthBytes();
        return takeShort(length == UNTERMINATED ? bytes.limit() - position : length, mostChars);
    }
}
