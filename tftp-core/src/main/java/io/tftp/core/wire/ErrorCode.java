package io.tftp.core.wire;

/**
 * The code of an error (RFC 1350, appendix; RFC 2347 for 8). A code that no RFC knows is kept as it came.
 *
 * <p>Immutable, for any thread.
 *
 * @param value the number on the wire, 0..65535
 */
public record ErrorCode(int value) {

    /** Something that no other code names: the message says what. */
    public static final ErrorCode NOT_DEFINED = new ErrorCode(0);
    /** There is no such file. */
    public static final ErrorCode FILE_NOT_FOUND = new ErrorCode(1);
    /** The file may not be read or written. */
    public static final ErrorCode ACCESS_VIOLATION = new ErrorCode(2);
    /** There is no room for the file. */
    public static final ErrorCode DISK_FULL = new ErrorCode(3);
    /** The packet isn't one, or isn't one that may come now. */
    public static final ErrorCode ILLEGAL_OPERATION = new ErrorCode(4);
    /** The packet came from a port that has no part in the transfer. */
    public static final ErrorCode UNKNOWN_TRANSFER_ID = new ErrorCode(5);
    /** The file exists and may not be replaced. */
    public static final ErrorCode FILE_ALREADY_EXISTS = new ErrorCode(6);
    /** There is no such user; a relic of mail mode. */
    public static final ErrorCode NO_SUCH_USER = new ErrorCode(7);
    /** The options couldn't be agreed on. */
    public static final ErrorCode OPTION_NEGOTIATION_FAILED = new ErrorCode(8);

    /**
     * Checks the range.
     *
     * @param value 0..65535
     * @throws IllegalArgumentException if the value doesn't fit 16 bits
     */
    public ErrorCode {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("error code " + value + " is not within 0..65535");
        }
    }

    /**
     * The code as this class names it, for logs.
     *
     * @return such as {@code FILE_NOT_FOUND (1)}, or {@code ERROR 99} for a code that no RFC knows
     */
    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "NOT_DEFINED (0)";
            case 1 -> "FILE_NOT_FOUND (1)";
            case 2 -> "ACCESS_VIOLATION (2)";
            case 3 -> "DISK_FULL (3)";
            case 4 -> "ILLEGAL_OPERATION (4)";
            case 5 -> "UNKNOWN_TRANSFER_ID (5)";
            case 6 -> "FILE_ALREADY_EXISTS (6)";
            case 7 -> "NO_SUCH_USER (7)";
            case 8 -> "OPTION_NEGOTIATION_FAILED (8)";
            default -> "ERROR " + value;
        };
    }

    /**
     * The code in plain English.
     *
     * @return such as "file not found", or "error 99" for a code that no RFC knows
     */
    public String description() {
        return switch (value) {
            case 0 -> "unspecified error";
            case 1 -> "file not found";
            case 2 -> "access denied";
            case 3 -> "disk full";
            case 4 -> "illegal operation";
            case 5 -> "unknown transfer ID";
            case 6 -> "file already exists";
            case 7 -> "no such user";
            case 8 -> "option negotiation failed";
            default -> "error " + value;
        };
    }
}
