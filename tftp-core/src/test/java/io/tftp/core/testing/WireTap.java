package io.tftp.core.testing;

import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.SendTransfer;
import io.tftp.core.wire.BlockNumber;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.nio.ByteBuffer;

/** Counts what both machines send, and checks each packet against what its sender may say. */
public final class WireTap {

    private long dataSent;
    private long acksSent;
    private long highestBlock;

    /** Creates a tap that heard nothing yet. */
    public WireTap() {
        // Nothing to do.
    }

    /**
     * A datagram of the sender's.
     *
     * @param machine who sends it
     * @param datagram from position to limit
     * @throws AssertionError if it mustn't be sent
     */
    public void data(SendTransfer machine, ByteBuffer datagram) {
        require(!machine.ended(), "the sender speaks after its end");
        if (PacketCodec.opcode(datagram) == Opcode.DATA.value()) {
            dataSent++;
            int windowSize = machine.parameters().windowSize();
            long acked = machine.stats().blocks();
            int ahead = BlockNumber.forwardDistance(acked, PacketCodec.block(datagram));
            require(ahead >= 1 && ahead <= windowSize, "DATA outside of the window: " + ahead + " ahead");
            highestBlock = Math.max(highestBlock, acked + ahead);
            require(highestBlock - acked <= windowSize, "more in flight than the window");
            require(!machine.decided(), "DATA after the outcome");
        }
    }

    /**
     * A datagram of the receiver's.
     *
     * @param machine who sends it
     * @param datagram from position to limit
     * @throws AssertionError if it mustn't be sent
     */
    public void acks(ReceiveTransfer machine, ByteBuffer datagram) {
        require(!machine.ended(), "the receiver speaks after its end");
        if (PacketCodec.opcode(datagram) == Opcode.ACK.value()) {
            acksSent++;
            int ahead = BlockNumber.forwardDistance(machine.stats().blocks(), PacketCodec.block(datagram));
            require(ahead == 0, "an ACK of a block that wasn't received last");
        }
    }

    long dataSent() {
        return dataSent;
    }

    long acksSent() {
        return acksSent;
    }

    /**
     * The highest block that was sent.
     *
     * @return from 1 on; 0 if there was none
     */
    public long highestBlock() {
        return highestBlock;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
