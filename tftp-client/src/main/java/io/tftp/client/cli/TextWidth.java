package io.tftp.client.cli;

/** How many columns of a terminal a text takes. Static and pure. */
final class TextWidth {

    private static final String ELLIPSIS = "..";

    private TextWidth() {}

    /** The columns of a text that has no control characters. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** Unicode Standard Annex #11, East Asian Width: the blocks that are wide throughout. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F) // Hangul Jamo
                || (c >= 0x2E80 && c <= 0xA4CF) // CJK radicals to Yi
                || (c >= 0xAC00 && c <= 0xD7A3) // Hangul syllables
                || (c >= 0xF900 && c <= 0xFAFF) // CJK compatibility ideographs
                || (c >= 0xFE30 && c <= 0xFE6F) // CJK compatibility forms
                || (c >= 0xFF00 && c <= 0xFF60) // fullwidth forms
                || (c >= 0x1F300 && c <= 0x1FAFF) // pictographs
                || (c >= 0x20000 && c <= 0x3FFFD); // supplementary ideographs
    }

    /** As much of a text as fits, with two dots where something is missing and there is room for them. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        String end = columns > 2 * ELLIPSIS.length() ? ELLIPSIS : "";
        StringBuilder cut = new StringBuilder();
        int room = columns - end.length();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            room -= of(c);
            if (room < 0) {
                break;
            }
            cut.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return cut + end;
    }
}
