package io.tftp.core.testing;

/**
 * The content of a script's file: bytes that tell their file and their place, or text in lines. As it lies on the disk, and as
 * it goes over the wire, which is something else for text in netascii.
 *
 * <p>Immutable, for any thread.
 *
 * @param name of the file, of which the last component counts
 * @param text whether it is text
 */
record ScriptContent(String name, boolean text) {

    private static final int LINE = 16; // with its line feed
    private static final int LINE_ON_THE_WIRE = LINE + 1;
    private static final int LETTERS = 26;
    private static final int SOURCES = 0xffff;

    /** The first bytes on the disk. */
    byte[] local(int length) {
        if (!text) {
            return TestContent.bytes(offset(), length);
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = i % LINE == LINE - 1 ? (byte) '\n' : letter(i / LINE, i % LINE);
        }
        return bytes;
    }

    /** Bytes on the wire. */
    byte[] wire(long position, int length) {
        if (!text) {
            return TestContent.bytes(offset() + position, length);
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            long line = (position + i) / LINE_ON_THE_WIRE;
            int column = (int) ((position + i) % LINE_ON_THE_WIRE);
            bytes[i] = switch (column) {
                case LINE - 1 -> (byte) '\r';
                case LINE -> (byte) '\n';
                default -> letter(line, column);
            };
        }
        return bytes;
    }

    private long offset() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                        .hashCode()
                & SOURCES;
    }

    private byte letter(long line, int column) {
        return (byte) ('a' + (offset() + line + column) % LETTERS);
    }
}
