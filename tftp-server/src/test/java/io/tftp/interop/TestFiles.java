package io.tftp.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What the files hold: the same bytes for the same size in every run. */
final class TestFiles {

    /** Sizes at which transfers go wrong: the edges of blocks of 512 and 1428 bytes. */
    static final List<Integer> EDGES = List.of(0, 1, 511, 512, 513, 1427, 1428, 1429, 2856);

    /** Some thousand blocks, and a short one. */
    static final int SEVERAL_MIB = (3 << 20) + 7;

    /** Of 512-byte blocks, so many that their numbers begin again at 0. */
    static final int PAST_65535_BLOCKS = 65_537 * 512 + 99;

    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final byte NUL = 0;

    /** What stands at the border of two blocks on the wire, each in its turn. */
    private static final List<String> BORDERS = List.of("\n", "\r", "\r\n", "\n\r", "\r\0", "\r\r\n", "\n\n", "\0");

    private TestFiles() {}

    /** Any bytes. */
    static byte[] binary(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /**
     * A text with every sort of line end and bare CR, of about this size, arranged so that what netascii makes two bytes of
     * crosses the borders of 512-byte blocks.
     */
    static byte[] text(int size) {
        return text(size, 512);
    }

    static byte[] text(int size, int blockSizeBytes) {
        StringBuilder text = new StringBuilder();
        int wire = 0;
        int border = 0;
        while (text.length() < size) {
            String next = switch (blockSizeBytes - wire % blockSizeBytes) {
                case 1 -> BORDERS.get(border++ % BORDERS.size());
                case 2 -> "x"; // one byte on the wire, so that the border is not missed
                default -> word(wire);
            };
            text.append(next);
            wire += netascii(next.getBytes(StandardCharsets.US_ASCII)).length;
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String word(int position) {
        return switch (position % 97) {
            case 20 -> "\n";
            case 40 -> "\r\n";
            case 60 -> "\r";
            default -> String.valueOf((char) ('a' + position % 26));
        };
    }

    /** A text as it is on the wire in netascii: CR LF for the end of a line, CR NUL for a bare CR (RFC 764). */
    static byte[] netascii(byte[] text) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(text.length);
        for (byte b : text) {
            if (b == LF) {
                wire.write(CR);
            }
            wire.write(b);
            if (b == CR) {
                wire.write(NUL);
            }
        }
        return wire.toByteArray();
    }
}
