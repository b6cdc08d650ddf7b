package io.tftp.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as packets carry it: any bytes but NUL, which we read and write as UTF-8. */
final class WireText {

    private static final int MOST_BYTES_OF_A_CHARACTER = 4;
    private static final String ELLIPSIS = "\u2026";

    private WireText() {}

    /** Reads the remaining bytes as UTF-8 or, if they aren't that, as Latin-1: in any encoding a name is a name. */
    static String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
    }

    /** Reads like {@link #decode}, but no more than so many characters: of a longer text the last one is an ellipsis. */
    static String decodeShort(ByteBuffer bytes, int mostChars) {
        int enough = mostChars * MOST_BYTES_OF_A_CHARACTER;
        String text = decode(
                bytes.remaining() <= enough ? bytes : bytes.slice(bytes.position(), wholeCharacters(bytes, enough)));
        if (text.length() <= mostChars) {
            return text;
        }
        int kept = mostChars - ELLIPSIS.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(kept - 1)) ? kept - 1 : kept) + ELLIPSIS;
    }

    /** As many bytes, or some less: the next byte doesn't go on with a character of UTF-8. */
    private static int wholeCharacters(ByteBuffer bytes, int length) {
        int whole = length;
        while (whole > length - MOST_BYTES_OF_A_CHARACTER && (bytes.get(bytes.position() + whole) & 0xC0) == 0x80) {
            whole--;
        }
        return whole;
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Refuses what a packet can't carry: a NUL would end the text early, half a surrogate pair would become another
     * name.
     */
    static void requireText(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " has a NUL in it");
        }
        if (hasHalfPair(text)) {
            throw new IllegalArgumentException(what + " can't be written as UTF-8");
        }
    }

    /** Whether there is a surrogate without its other half: all that UTF-8 can't write. */
    private static boolean hasHalfPair(String text) {
        // By hand: an encoder that is asked encodes all of the text to find out.
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Compares without regard to the case of ASCII letters. {@link String#equalsIgnoreCase} takes a Kelvin for a k. */
    static boolean equalsIgnoreAsciiCase(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
