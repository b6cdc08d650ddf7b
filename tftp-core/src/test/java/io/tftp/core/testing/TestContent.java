package io.tftp.core.testing;

/**
 * Content that tells where it is from: no two blocks near each other are alike, so that one in the wrong place shows.
 *
 * <p>Static and pure, for any thread.
 */
public final class TestContent {

    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private TestContent() {}

    /**
     * The byte at a position.
     *
     * @param position 0 or more
     * @return the byte
     */
    public static byte at(long position) {
        return (byte) (((position + 1) * MULTIPLIER) >>> 56);
    }

    /**
     * A piece of the content.
     *
     * @param position where it begins
     * @param length how long it is
     * @return its bytes
     */
    public static byte[] bytes(long position, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(position + i);
        }
        return bytes;
    }
}
