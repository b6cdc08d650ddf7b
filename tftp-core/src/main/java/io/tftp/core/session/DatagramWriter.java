package io.tftp.core.session;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/** A session's way out: sends what the machine holds out, as far as the socket takes it and its rate allows. On the loop's thread. */
final class DatagramWriter {

    private static final Logger LOGGER = System.getLogger(DatagramWriter.class.getName());

    private final DatagramPort port;
    private final Transfer transfer;
    private final SessionReport report;
    private final PacketTrace trace;
    private final RateLimit rate;
    private boolean awaitingWritable;
    private boolean refused;
    private boolean withholding;
    private long withheldUntilNanos;

    DatagramWriter(DatagramPort port, Transfer transfer, SessionReport report, PacketTrace trace, RateLimit rate) {
        this.port = port;
        this.transfer = transfer;
        this.report = report;
        this.trace = trace;
        this.rate = rate;
    }

    /** Whether the socket had no room, or it isn't time yet, so that nothing is sent until {@link #resume}. */
    boolean awaitingWritable() {
        return awaitingWritable;
    }

    /** The socket may have room again, or the time may have come. */
    void resume() {
        awaitingWritable = false;
        port.awaitWritable(false);
    }

    /** For some time nothing is sent that may open a transfer: it is as if lost on the way. */
    void withholdOpening(long untilNanos) {
        withholding = true;
        withheldUntilNanos = untilNanos;
    }

    /** The peer goes on with this transfer: all is sent again. */
    void withholdNothing() {
        withholding = false;
    }

    /** Whether it may be taken for the answer to a request, and mustn't be at present. */
    private boolean withholds(ByteBuffer datagrams, long now) {
        if (!withholding || now - withheldUntilNanos >= 0) {
            return false;
        }
        int opcode = PacketCodec.opcode(datagrams);
        int block = PacketCodec.block(datagrams);
        return opcode == Opcode.OPTION_ACK.value()
                || (opcode == Opcode.DATA.value() && block == 1)
                || (opcode == Opcode.ACK.value() && block == 0);
    }

    /**
     * Sends all that the machine holds out, or as much as the socket has room for.
     *
     * @return whether anything went out
     */
    boolean send(long now) {
        boolean any = false;
        while (!awaitingWritable) {
            ByteBuffer datagrams = transfer.datagrams(PacketCodec.MAX_DATAGRAM_BYTES);
            if (!datagrams.hasRemaining()) {
                break;
            }
            int segmentBytes = transfer.segmentBytes();
            if (withholds(datagrams, now)) {
                transfer.sent((datagrams.remaining() + segmentBytes - 1) / segmentBytes, now);
                any = true;
                continue;
            }
            if (!rate.lets(datagrams, segmentBytes, now)) {
                awaitingWritable = true; // until its time comes
                break;
            }
            trace.sent(datagrams, segmentBytes);
            int count = trySend(datagrams, segmentBytes);
            if (count > 0) {
                transfer.sent(count, now);
                any = true;
            } else {
                rate.foundNoRoom(now);
                awaitingWritable = true;
                port.awaitWritable(true);
            }
        }
        return any;
    }

    /** Whether a send was told since the last call that nobody listens at the peer's port. */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /** How many datagrams are off, or count as lost on the way: the timer mends both alike. */
    private int trySend(ByteBuffer datagrams, int segmentBytes) {
        try {
            return port.send(datagrams, segmentBytes);
        } catch (IOException e) {
            if (port.locked() && e instanceof PortUnreachableException) {
                refused = true; // an earlier packet was; the system says so once, and no receive will tell
            } else {
                report.socketFailed(e);
            }
            LOGGER.log(Level.DEBUG, () -> "sending to " + AddressText.of(port.peer()) + " failed: " + e);
            if (!port.locked()) {
                transfer.abort(ErrorCode.NOT_DEFINED, "the request can't be sent");
            }
            return 1;
        }
    }
}
