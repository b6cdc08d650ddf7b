package io.tftp.core.session;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * The port of a transfer that was given up before its peer answered: a peer that answers after all is told so, and doesn't go on
 * with a transfer that nobody takes part in. On the loop's thread.
 */
final class LateAnswers {

    private static final Logger LOGGER = System.getLogger(LateAnswers.class.getName());

    private final DatagramPort port;
    private final PacketTrace trace;

    LateAnswers(DatagramPort port, PacketTrace trace) {
        this.port = port;
        this.trace = trace;
    }

    /**
     * Refuses a datagram, if one is there.
     *
     * @param target what to read it into
     * @return whether one was there
     */
    boolean refuseNext(ByteBuffer target) {
        try {
            if (port.receive(target) < 0) {
                return false;
            }
            refuse(target.flip());
        } catch (IOException e) {
            LOGGER.log(
                    Level.DEBUG, () -> "a late answer from " + AddressText.of(port.peer()) + " can't be refused: " + e);
        }
        return true;
    }

    private void refuse(ByteBuffer answer) throws IOException {
        int opcode = PacketCodec.opcode(answer);
        trace.received(answer);
        // An ERROR ends its sender's transfer already, and ERRORs answered with ERRORs would never end.
        if (opcode == Opcode.DATA.value() || opcode == Opcode.ACK.value() || opcode == Opcode.OPTION_ACK.value()) {
            port.lock();
            // RFC 1350 §4: "An error packet should be sent to the source of the incorrect packet, while not disturbing
            // the transfer."
            ByteBuffer refusal =
                    PacketCodec.encode(ErrorPacket.of(ErrorCode.UNKNOWN_TRANSFER_ID, "the answer came too late"));
            trace.sent(refusal, refusal.remaining());
            port.send(refusal, refusal.remaining());
        }
    }
}
