package io.tftp.core.link;

import io.tftp.core.loop.Defects;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A transfer's way to its client through the socket that the request came to, in single-port mode. Many transfers share that
 * socket; {@link SharedPorts} hands each what its client sent. On the loop of the request sockets.
 *
 * <p>RFC 1350 §4 has each side choose a transfer ID of its own. Here the server's is the same for all, and only the client's
 * address and port tell transfers apart: two of one client's port can't run side by side. So a second one silences the first.
 */
final class SharedPort extends DatagramPort {

    private static final int NONE = -1;

    private final SharedPorts ports;
    private final InetSocketAddress client;
    private final boolean contested;
    private @Nullable PortUser user;
    private @Nullable SharedPort forerunner;
    private boolean silenced;
    private boolean segmenting;
    private boolean bearsCutting;
    private int openingAck = NONE;
    private int openingData = NONE;
    private int arrivedBytes = NONE;
    private int putBy;

    /**
     * Creates it.
     *
     * @param contested whether a transfer with this client is under way that may still be the right one
     */
    SharedPort(SharedPorts ports, InetSocketAddress client, boolean contested) {
        this.ports = ports;
        this.client = client;
        this.contested = contested;
        this.segmenting = ports.runs().canCut();
    }

    @Override
    public void register(EventLoop loop, PortUser newUser) throws IOException {
        user = newUser;
        SharedPort before = ports.put(this, loop);
        if (before != null) {
            before.silenced = true;
            forerunner = contested ? before : null;
        }
    }

    // ---- what comes in ----

    /**
     * Who is meant by a datagram from this client: this transfer, or the one before it, until the client shows by its first
     * packet which of the two it has.
     */
    SharedPort addressee(ByteBuffer datagram) {
        SharedPort first = forerunner;
        if (first == null) {
            return this;
        }
        int opcode = PacketCodec.opcode(datagram);
        if (opcode != Opcode.ACK.value() && opcode != Opcode.DATA.value()) {
            return this; // an ERROR says that this was no new start, or is the end of both
        }
        forerunner = null;
        int expected = opcode == Opcode.ACK.value() ? openingAck : openingData;
        boolean answers = expected != NONE && PacketCodec.block(datagram) == expected;
        if (answers || !ports.putBack(this, first)) {
            return this;
        }
        silenced = true;
        if (user != null) {
            user.abandon("the client goes on with its first request");
        }
        return first;
    }

    /** A datagram of so many bytes is at the beginning of the loop's buffer. */
    void deliver(int bytes) {
        arrivedBytes = bytes;
        try {
            handleReady();
        } finally {
            arrivedBytes = NONE;
        }
    }

    /** The socket has room again. */
    void handleReady() {
        ReadyHandler handler = user;
        if (handler == null) {
            return;
        }
        try {
            handler.handleReady(ports.now());
        } catch (RuntimeException | Error e) {
            Defects.end(handler, e);
        }
    }

    /** How many of its datagrams {@link ShortDatagrams} holds: what comes later must not overtake them. */
    int putBy() {
        return putBy;
    }

    void countPutBy(int change) {
        putBy += change;
    }

    /** Gives what {@link #deliver} told of: it lies in the loop's buffer already, where it is wanted. */
    @Override
    public int receive(ByteBuffer target) {
        int bytes = arrivedBytes;
        arrivedBytes = NONE;
        target.position(target.position() + Math.max(bytes, 0));
        return bytes;
    }

    // ---- what goes out ----

    @Override
    public int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        noteOpening(datagrams);
        if (silenced) { // as if lost on the way
            return (datagrams.remaining() + segmentBytes - 1) / segmentBytes;
        }
        if (segmenting && datagrams.remaining() > segmentBytes) {
            int count = ports.runs().sendRun(datagrams, segmentBytes, client);
            if (count >= 0) {
                bearsCutting = true;
                return count;
            }
            segmenting = false;
            bearsCutting = false;
        }
        return ports.runs().sendSingly(datagrams, segmentBytes, client, bearsCutting);
    }

    /** RFC 2347: an OACK is acknowledged as block 0, or by block 1; a read without options begins with block 1. */
    private void noteOpening(ByteBuffer datagrams) {
        if (openingAck == NONE && openingData == NONE) {
            int opcode = PacketCodec.opcode(datagrams);
            openingAck = opcode == Opcode.DATA.value() ? 1 : opcode == Opcode.ACK.value() ? NONE : 0;
            openingData = opcode == Opcode.DATA.value() ? NONE : 1;
        }
    }

    @Override
    public void awaitWritable(boolean wanted) {
        if (user != null) {
            ports.awaitWritable(this, wanted);
        }
    }

    // ---- whom it is with ----

    @Override
    public InetSocketAddress peer() {
        return client;
    }

    /** Closes it; a transfer that it silenced has its client back, if the client didn't choose this one. */
    @Override
    public void close() {
        if (user != null) { // else it was never registered
            ports.remove(this);
            user = null;
            SharedPort first = forerunner;
            forerunner = null;
            if (first != null) {
                ports.putBack(this, first);
            }
        }
    }

    boolean isOpen() {
        return user != null;
    }

    void speakAgain() {
        silenced = false;
    }
}
