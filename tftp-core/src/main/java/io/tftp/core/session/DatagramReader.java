package io.tftp.core.session;

import io.tftp.core.link.AddressText;
import io.tftp.core.link.DatagramPort;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.transfer.ReceiveTransfer;
import io.tftp.core.transfer.Transfer;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/**
 * A session's way in: reads datagrams from the port into the loop's buffer, tells coalesced ones apart, and hands them to the
 * machine one by one. After each the session has to drain the machine, which has only borrowed the bytes.
 *
 * <p>On the loop's thread, but for {@link #heard} and {@link #latestNanos}, which any may ask.
 */
final class DatagramReader {

    private static final int MOST_SOCKET_BUFFER_BYTES = 8 * 1024 * 1024;

    private static final Logger LOGGER = System.getLogger(DatagramReader.class.getName());

    private final EventLoop loop;
    private final DatagramPort port;
    private final Transfer transfer;
    private final SessionReport report;
    private final PacketTrace trace;
    private final RateLimit rate;
    private final CoalescedDatagrams coalesced = new CoalescedDatagrams();

    /** What was received and not handed on yet lies between these, in the loop's buffer. */
    private int nextOffset;

    private int endOffset;
    private int segmentBytes;
    private volatile boolean heard;
    private volatile long latestNanos; // 0 before the first

    DatagramReader(
            EventLoop loop,
            DatagramPort port,
            Transfer transfer,
            SessionReport report,
            PacketTrace trace,
            RateLimit rate) {
        this.loop = loop;
        this.port = port;
        this.transfer = transfer;
        this.report = report;
        this.trace = trace;
        this.rate = rate;
    }

    /** Whether the peer ever answered. */
    boolean heard() {
        return heard;
    }

    /** When the latest datagram came, be it one that counts or not; 0 if none did. */
    long latestNanos() {
        return latestNanos;
    }

    /**
     * Reads a datagram, or several that are coalesced. What is left of those read before is let go.
     *
     * @return whether one was there, be it one that counts or not; else the news that nobody listens at the peer's port may
     *     have ended the transfer
     */
    boolean receive(long now) {
        ByteBuffer target = loop.receiveBuffer();
        nextOffset = 0;
        endOffset = 0;
        try {
            if (!receiveOrRefusal(target, now)) {
                return false;
            }
        } catch (IOException e) {
            report.socketFailed(e);
            LOGGER.log(Level.DEBUG, () -> "receiving from " + AddressText.of(port.peer()) + " failed: " + e);
            return false;
        }
        endOffset = target.position();
        takeApart(target.flip());
        return true;
    }

    /**
     * Finds the datagrams in what was received. If that can't be told, it counts as lost on the way: the peer sends it again, and
     * then it comes one by one.
     */
    private void takeApart(ByteBuffer received) {
        segmentBytes = received.remaining();
        if (segmentBytes == 0 || !port.coalescing()) {
            return;
        }
        int fullBytes = PacketCodec.DATA_HEADER_BYTES + transfer.parameters().blockSizeBytes();
        int length = coalesced.segmentBytes(received, fullBytes);
        if (length == CoalescedDatagrams.UNCERTAIN) {
            LOGGER.log(
                    Level.DEBUG,
                    () -> "from " + AddressText.of(port.peer()) + ": " + segmentBytes
                            + " bytes could be one datagram or several, dropped; no more coalescing");
            port.uncoalesce();
            endOffset = 0;
        } else {
            segmentBytes = length;
        }
    }

    /**
     * The system tells that the peer's port is closed before it hands out what the peer sent until then, such as the ERROR
     * that explains it: that counts first. If it wasn't the end, the next packet to the peer brings the news again.
     */
    private boolean receiveOrRefusal(ByteBuffer target, long now) throws IOException {
        try {
            return port.receive(target) >= 0;
        } catch (PortUnreachableException e) {
            if (port.receive(target) >= 0) {
                return true;
            }
            if (port.locked()) {
                handleRefusal(now);
            } else { // nobody took the request: that isn't the silence of a peer
                report.socketFailed(e);
                transfer.handleUnreachable(now);
            }
            return false;
        }
    }

    /** Nobody listens at the port of a peer that had answered, and nothing that it sent before is left to be read. */
    void handleRefusal(long now) {
        report.portClosed();
        transfer.handleUnreachable(now);
    }

    /** Whether a datagram was received and not handed on yet. */
    boolean hasNext() {
        return nextOffset < endOffset;
    }

    /**
     * Hands the next datagram to the machine.
     *
     * @throws IOException if the port can't be locked to the peer that has shown itself by it
     */
    void handleNext(long now) throws IOException {
        ByteBuffer datagram = loop.receiveBuffer().limit(endOffset).position(nextOffset);
        nextOffset = Math.min(nextOffset + segmentBytes, endOffset);
        latestNanos = now;
        deliver(datagram.limit(nextOffset), now);
        // An answer that ends the transfer counts too: the ERROR is for whoever sent it.
        if (!heard && (transfer.heard() || transfer.decided())) {
            port.lock(); // the peer's port is the transfer's ID
            heard = true;
            prepareForWindow();
        }
    }

    private void deliver(ByteBuffer datagram, long now) {
        trace.received(datagram);
        // The two packets that a transfer consists of go by without an object made for them.
        int opcode = PacketCodec.opcode(datagram);
        int block = PacketCodec.block(datagram);
        if (opcode == Opcode.ACK.value() && block >= 0) {
            transfer.handleAck(block, PacketCodec.nextWindow(datagram), now);
        } else if (opcode == Opcode.DATA.value() && block >= 0) {
            rate.received(datagram.remaining());
            datagram.position(datagram.position() + PacketCodec.DATA_HEADER_BYTES);
            transfer.handleData(block, datagram, now);
        } else {
            try {
                transfer.handlePacket(PacketCodec.decode(datagram), now);
            } catch (MalformedPacketException e) {
                LOGGER.log(Level.DEBUG, () -> "from " + AddressText.of(port.peer()) + ": " + e.getMessage());
            }
        }
    }

    /** The window is known: the socket gets room for it, and the kernel may hand it over in larger pieces. */
    private void prepareForWindow() {
        boolean receives = transfer instanceof ReceiveTransfer;
        int windowSize = transfer.parameters().largestWindowSize();
        long windowBytes = (long) windowSize * transfer.parameters().blockSizeBytes();
        try {
            port.reserve((int) Math.min(windowBytes, MOST_SOCKET_BUFFER_BYTES), receives);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "no larger socket buffer for " + AddressText.of(port.peer()) + ": " + e);
        }
        if (windowSize > 1 && receives) {
            port.coalesce();
        }
    }
}
