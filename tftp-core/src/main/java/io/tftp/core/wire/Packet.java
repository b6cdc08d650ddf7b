package io.tftp.core.wire;

/**
 * A TFTP packet, already checked: one that breaks the rules of the wire can't be built.
 *
 * <p>Implementations are records, immutable except for the bytes that {@link Data} lends.
 */
public sealed interface Packet permits Request, Data, Ack, OptionAck, ErrorPacket {

    /**
     * The kind of packet, as its first two bytes say it.
     *
     * @return the opcode
     */
    Opcode opcode();
}
