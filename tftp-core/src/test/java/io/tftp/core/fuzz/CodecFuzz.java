package io.tftp.core.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Request;
import java.nio.ByteBuffer;

/** Any datagram is a packet that can be written and read again, or it is malformed. */
public final class CodecFuzz {

    private CodecFuzz() {}

    /**
     * What the fuzzer calls.
     *
     * @param input a datagram
     */
    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuffer datagram = ByteBuffer.wrap(input);
        int opcode = PacketCodec.opcode(datagram);
        int block = PacketCodec.block(datagram);
        Input.require(datagram.position() == 0, "looking at a field moved the position");
        Input.require(
                (opcode >= 0) == (input.length >= 2) && (block >= 0) == (input.length >= 4), "a field is made up");
        Packet packet;
        try {
            packet = PacketCodec.decode(datagram.duplicate());
        } catch (MalformedPacketException e) {
            return;
        }
        Input.require(packet.opcode().value() == opcode, "another opcode than that in the datagram");
        ByteBuffer written = PacketCodec.encode(packet);
        if (packet instanceof Request request && tooLong(request.filename(), PacketCodec.MAX_FILENAME_BYTES)) {
            return; // text that is no UTF-8 grows when it is written
        }
        try {
            Input.require(PacketCodec.decode(written).equals(packet), "what is written is read as something else");
        } catch (MalformedPacketException e) {
            throw new AssertionError("what is written can't be read", e);
        }
    }

    private static boolean tooLong(String text, int mostBytes) {
        return text.getBytes(UTF_8).length > mostBytes;
    }
}
