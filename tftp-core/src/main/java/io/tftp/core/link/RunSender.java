package io.tftp.core.link;

import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends runs of datagrams through a channel: a run in one system call where the kernel can cut it up, or each datagram in one
 * of its own. A channel has one of these, which knows what the kernel was told to cut. By one thread at a time.
 */
final class RunSender {

    private static final Logger LOGGER = System.getLogger(RunSender.class.getName());

    private final DatagramChannel channel;
    private final Optional<UdpOffload> offload;
    private int cutBytes;

    RunSender(DatagramChannel channel, Optional<UdpOffload> offload) {
        this.channel = channel;
        this.offload = offload;
    }

    /** Whether {@link #sendRun} is worth a try. */
    boolean canCut() {
        return offload.isPresent();
    }

    /**
     * Sends a run in one system call, or as much of it as one can take.
     *
     * @param datagrams from position to limit, one behind the other
     * @param segmentBytes the length of each but the last
     * @param target who gets them; null for the peer that the channel is connected to
     * @return how many were taken, 0 if the socket has no room at present; -1 if this isn't possible on the way to the target,
     *     now and later
     */
    int sendRun(ByteBuffer datagrams, int segmentBytes, @Nullable InetSocketAddress target) throws IOException {
        if (!cut(segmentBytes)) {
            return -1;
        }
        int start = datagrams.position();
        int most = Math.min(UdpOffload.MOST_SEGMENTS, PacketCodec.MAX_DATAGRAM_BYTES / segmentBytes) * segmentBytes;
        datagrams.limit(Math.min(datagrams.limit(), start + most));
        try {
            return (send(datagrams, target) + segmentBytes - 1) / segmentBytes;
        } catch (PortUnreachableException e) {
            throw e;
        } catch (IOException e) {
            // EIO, EINVAL or EMSGSIZE: the interface computes no checksums, or its MTU is too small. Only this
            // transfer does without from now on: another error may have been the matter, and another way may bear it.
            LOGGER.log(Level.DEBUG, () -> "no UDP segmentation: " + e.getMessage());
            datagrams.position(start);
            return -1;
        }
    }

    /**
     * Sends each datagram in a system call of its own.
     *
     * @param bearsCutting whether the way to the target is known to bear what {@link #sendRun} does: a socket that is told to
     *     cut may fail on it even with a datagram that is too short to be cut
     * @return how many were taken; less than all if the socket has no room at present
     */
    int sendSingly(ByteBuffer datagrams, int segmentBytes, @Nullable InetSocketAddress target, boolean bearsCutting)
            throws IOException {
        int longest = Math.min(segmentBytes, datagrams.remaining());
        if (cutBytes > 0 && (!bearsCutting || longest > cutBytes)) {
            cut(0);
        }
        int count = 0;
        int end = datagrams.limit();
        while (datagrams.position() < end) {
            datagrams.limit(Math.min(datagrams.position() + segmentBytes, end));
            if (send(datagrams, target) == 0) {
                break;
            }
            count++;
        }
        return count;
    }

    private int send(ByteBuffer datagrams, @Nullable InetSocketAddress target) throws IOException {
        return target == null ? channel.write(datagrams) : channel.send(datagrams, target);
    }

    /** Whether the kernel now cuts what is sent into datagrams of that length; 0 for not at all. */
    private boolean cut(int bytes) {
        if (cutBytes != bytes) {
            if (!offload.map(kernel -> kernel.segment(channel, bytes)).orElse(false)) {
                return false;
            }
            cutBytes = bytes;
        }
        return true;
    }
}
