package io.tftp.interop;

import io.tftp.core.wire.TransferMode;
import java.util.OptionalInt;

/**
 * How to transfer a file.
 *
 * @param mode octet or netascii
 * @param blockSizeBytes the block size to ask for; empty for what the client asks by itself
 * @param windowSize the window to ask for; empty for what the client asks by itself
 * @param withoutOptions whether to send no options at all
 */
record Terms(TransferMode mode, OptionalInt blockSizeBytes, OptionalInt windowSize, boolean withoutOptions) {

    /** As the client does by itself. */
    static final Terms OCTET = new Terms(TransferMode.OCTET, OptionalInt.empty(), OptionalInt.empty(), false);

    static final Terms NETASCII = new Terms(TransferMode.NETASCII, OptionalInt.empty(), OptionalInt.empty(), false);
    static final Terms NO_OPTIONS = new Terms(TransferMode.OCTET, OptionalInt.empty(), OptionalInt.empty(), true);

    Terms blockSize(int bytes) {
        return new Terms(mode, OptionalInt.of(bytes), windowSize, withoutOptions);
    }

    Terms window(int blocks) {
        return new Terms(mode, blockSizeBytes, OptionalInt.of(blocks), withoutOptions);
    }

    boolean isNetascii() {
        return mode == TransferMode.NETASCII;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("in ").append(isNetascii() ? "netascii" : "octet");
        blockSizeBytes.ifPresent(bytes -> text.append(", blksize ").append(bytes));
        windowSize.ifPresent(blocks -> text.append(", windowsize ").append(blocks));
        return text.append(withoutOptions ? ", without options" : "").toString();
    }
}
