package io.tftp.core.wire;

import java.util.Objects;

/**
 * The end of a transfer that failed (ERROR). It is neither acknowledged nor sent again.
 *
 * <p>RFC 1350 §5, figure 5-4:
 *
 * <pre>
 *  2 bytes     2 bytes      string    1 byte
 * +--------+------------+------------+-----+
 * |    5   |  ErrorCode |   ErrMsg   |  0  |
 * +--------+------------+------------+-----+
 * </pre>
 *
 * <p>A message that came in is the peer's text: it may hold control characters, and is to be cleaned before it goes to
 * a terminal or a log. Immutable, for any thread.
 *
 * @param code what went wrong
 * @param message the same for a human, without NUL; may be empty
 */
public record ErrorPacket(ErrorCode code, String message) implements Packet {

    /** The most characters that {@link #of} leaves of a message: well inside the 512-byte buffer of a small loader. */
    public static final int MAX_FITTED_CHARS = 250;

    /**
     * The most characters (as {@link String#length} counts) that are kept of a peer's message: it is for people, and goes into log
     * lines.
     */
    public static final int MAX_READ_CHARS = 250;

    /**
     * Checks the message.
     *
     * @param code what went wrong
     * @param message the same for a human
     * @throws IllegalArgumentException if the message has a NUL in it or can't be written as UTF-8
     */
    public ErrorPacket {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        WireText.requireText("message", message);
    }

    /**
     * An error with any text as its message, made fit to send: what isn't printable ASCII, and each percent sign,
     * becomes a question mark, and the text is cut at {@value #MAX_FITTED_CHARS} characters.
     *
     * @param code what went wrong
     * @param message any text, free of the server's own paths
     * @return the packet
     */
    public static ErrorPacket of(ErrorCode code, String message) {
        return new ErrorPacket(code, fit(message));
    }

    @Override
    public Opcode opcode() {
        return Opcode.ERROR;
    }

    // RFC 1350 §5: "The error message is intended for human consumption, and should be in netascii." The percent sign
    // goes because GRUB prints the message as a format string.
    static String fit(String message) {
        return message.codePoints()
                .limit(MAX_FITTED_CHARS)
                .map(c -> c < ' ' || c > '~' || c == '%' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
