package io.tftp.core.wire;

import java.util.Objects;

/**
 * The server's answer to the options of a request (OACK).
 *
 * <p>RFC 2347, Packet Formats:
 *
 * <pre>
 *  2 bytes   string  1 byte  string  1 byte  string  1 byte  string  1 byte
 * +--------+---------+-----+--------+-----+---------+-----+--------+-----+
 * |    6   | option1 |  0  | value1 |  0  | optionN |  0  | valueN |  0  |
 * +--------+---------+-----+--------+-----+---------+-----+--------+-----+
 * </pre>
 *
 * <p>Immutable, for any thread.
 *
 * @param options what was granted, in order
 */
public record OptionAck(Options options) implements Packet {
    /**
     * Checks that nothing is missing.
     *
     * @param options what was granted, in order
     */
    public OptionAck {
        Objects.requireNonNull(options, "options");
    }

    @Override
    public Opcode opcode() {
        return Opcode.OPTION_ACK;
    }
}
