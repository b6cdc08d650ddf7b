package io.tftp.core.session;

import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Shows a session's packets to its listener, if that wants to see them: each is then decoded once more. On the loop's thread. */
final class PacketTrace {

    private static final Logger LOGGER = System.getLogger(PacketTrace.class.getName());

    private final TransferListener listener;
    private final boolean wanted;

    PacketTrace(TransferListener listener) {
        this.listener = listener;
        this.wanted = listener.tracesPackets();
    }

    /** A datagram came. Its position stays. */
    void received(ByteBuffer datagram) {
        if (wanted) {
            show(datagram.duplicate(), listener::packetReceived);
        }
    }

    /** Datagrams that lie one behind the other were handed to the socket, of {@code segmentBytes} each but the last. */
    void sent(ByteBuffer datagrams, int segmentBytes) {
        if (!wanted) {
            return;
        }
        for (int offset = datagrams.position(); offset < datagrams.limit(); offset += segmentBytes) {
            int length = Math.min(segmentBytes, datagrams.limit() - offset);
            show(datagrams.slice(offset, length), listener::packetSent);
        }
    }

    private static void show(ByteBuffer datagram, Consumer<Packet> to) {
        try {
            to.accept(PacketCodec.decode(datagram));
        } catch (MalformedPacketException e) {
            LOGGER.log(Level.DEBUG, () -> "not traced: " + e.getMessage());
        }
    }
}
