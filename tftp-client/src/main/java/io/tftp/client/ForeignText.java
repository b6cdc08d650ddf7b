package io.tftp.client;

/**
 * Makes text from a peer safe for a terminal and a log: no control characters, no characters that change the writing direction, and at
 * most one line. Static; any thread may call it.
 */
public final class ForeignText {

    /** What a line of a terminal or a log bears. */
    private static final int MAX_CHARS = 250;

    private ForeignText() {}

    /**
     * Replaces the characters that could do harm, and cuts long text.
     *
     * @param text any text
     * @return the text with a question mark in place of each harmful character, cut at 250 characters
     */
    public static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(Math.min(text.length(), MAX_CHARS));
        for (int i = 0; i < text.length() && cleaned.length() < MAX_CHARS; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            cleaned.appendCodePoint(harmless(c) ? c : '?');
        }
        return cleaned.toString();
    }

    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
