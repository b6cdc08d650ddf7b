package io.tftp.core.wire;

import java.util.Optional;

/** The kinds of packet, by the 16-bit number that each begins with (RFC 1350 §5; RFC 2347 for 6). */
public enum Opcode {
    /** RRQ. */
    READ_REQUEST(1),
    /** WRQ. */
    WRITE_REQUEST(2),
    /** DATA. */
    DATA(3),
    /** ACK. */
    ACK(4),
    /** ERROR. */
    ERROR(5),
    /** OACK. */
    OPTION_ACK(6);

    private final int value;

    Opcode(int value) {
        this.value = value;
    }

    /**
     * The number on the wire.
     *
     * @return 1..6
     */
    public int value() {
        return value;
    }

    /**
     * The opcode of a number.
     *
     * @param value any number
     * @return the opcode, or empty if there is none of that number
     */
    public static Optional<Opcode> of(int value) {
        return switch (value) {
            case 1 -> Optional.of(READ_REQUEST);
            case 2 -> Optional.of(WRITE_REQUEST);
            case 3 -> Optional.of(DATA);
            case 4 -> Optional.of(ACK);
            case 5 -> Optional.of(ERROR);
            case 6 -> Optional.of(OPTION_ACK);
            default -> Optional.empty();
        };
    }
}
