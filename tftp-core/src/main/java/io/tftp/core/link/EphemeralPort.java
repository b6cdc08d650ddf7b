package io.tftp.core.link;

import io.tftp.core.loop.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket of one transfer's own, on an ephemeral port or one of a range.
 *
 * <p>Once the peer's port is known the socket is connected: the kernel then drops what comes from elsewhere (and tells its
 * sender by an ICMP message, where RFC 1350 §4 asks for ERROR 5), tells us when the peer's port is closed, and needs no
 * address for each packet.
 */
public final class EphemeralPort extends ChannelPort {

    private static final Logger LOGGER = System.getLogger(EphemeralPort.class.getName());

    /** What the kernel gives a socket anyway, more or less; below it, asking isn't worth the system call. */
    private static final int USUAL_SOCKET_BUFFER_BYTES = 128 * 1024;

    private final Coalescing coalescing;
    private final NetworkErrors errors;
    private boolean segmenting;

    /** Only for tests to be called from elsewhere, with a channel and an offload of theirs. */
    EphemeralPort(DatagramChannel channel, InetSocketAddress peer, boolean anyAddress, Optional<UdpOffload> offload) {
        super(channel, new PeerLock(peer, anyAddress), offload);
        this.errors = new NetworkErrors(channel);
        this.coalescing = new Coalescing(channel, offload);
    }

    /**
     * A server's port, locked to the client that asked.
     *
     * @param local the address that was asked: a client takes no answer from another
     * @param range which ports to use
     * @param client the client's address and port
     * @return the port, for the caller to close until a session has it
     * @throws IOException if no port of the range is free, or the client can't be reached
     */
    public static EphemeralPort toClient(InetAddress local, PortRange range, InetSocketAddress client)
            throws IOException {
        EphemeralPort port = new EphemeralPort(range.bind(local), client, false, UdpOffload.instance());
        try {
            port.connect(client);
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
        return port;
    }

    /**
     * A client's port; the server's first answer tells the port that the transfer will use.
     *
     * @param local the address to send from, or the wildcard address
     * @param server the address and port that get the request
     * @param anyAddress whether the answer may come from another address than the server's
     * @return the port, for the caller to close until a session has it
     * @throws IOException if no socket can be had, or the local address isn't this host's
     */
    public static EphemeralPort toServer(InetAddress local, InetSocketAddress server, boolean anyAddress)
            throws IOException {
        EphemeralPort port = new EphemeralPort(PortRange.ANY.bind(local), server, anyAddress, UdpOffload.instance());
        port.errors.listen(local instanceof Inet6Address);
        return port;
    }

    @Override
    public void register(EventLoop loop, PortUser user) throws IOException {
        listen(loop, user);
    }

    @Override
    public void coalesce() {
        coalescing.turnOn();
    }

    @Override
    public void uncoalesce() {
        coalescing.turnOff();
    }

    @Override
    public boolean coalescing() {
        return coalescing.possible();
    }

    @Override
    public void reserve(int bytes, boolean incoming) throws IOException {
        if (bytes > USUAL_SOCKET_BUFFER_BYTES) { // the other way go requests and ACKs
            channel.setOption(incoming ? StandardSocketOptions.SO_RCVBUF : StandardSocketOptions.SO_SNDBUF, bytes);
        }
    }

    @Override
    public int send(ByteBuffer datagrams, int segmentBytes) throws IOException {
        if (segmenting && datagrams.remaining() > segmentBytes) {
            int count = runs.sendRun(datagrams, segmentBytes, target());
            if (count >= 0) {
                return count;
            }
            segmenting = false;
        }
        int start = datagrams.position();
        errors.beforeUse();
        try {
            return runs.sendSingly(datagrams, segmentBytes, target(), segmenting);
        } catch (IOException e) {
            if (!errors.mayBeNews(e)) {
                throw e;
            }
            return runs.sendSingly(datagrams.position(start), segmentBytes, target(), segmenting);
        }
    }

    @Override
    public int receive(ByteBuffer target) throws IOException {
        int start = target.position();
        if (connected()) {
            if (coalescing.ending()) { // a receive tells an empty datagram from none
                boolean any = channel.receive(target) != null;
                coalescing.received(any);
                return any ? target.position() - start : -1;
            }
            int length = channel.read(target);
            return length > 0 ? length : -1;
        }
        errors.beforeUse();
        SocketAddress sender = receiveFromAnyone(target);
        if (sender == null) {
            errors.nothingReceived();
            return -1;
        }
        if (!lock.admits((InetSocketAddress) sender)) {
            target.position(start);
            return 0;
        }
        return target.position() - start;
    }

    private @Nullable SocketAddress receiveFromAnyone(ByteBuffer target) throws IOException {
        try {
            return channel.receive(target);
        } catch (IOException e) {
            if (!errors.mayBeNews(e)) {
                throw e;
            }
            return channel.receive(target);
        }
    }

    @Override
    public void lock() throws IOException {
        InetSocketAddress answers = lock.candidate();
        if (answers != null) {
            connect(answers);
        }
    }

    @Override
    void connect(InetSocketAddress address) throws IOException {
        errors.ignore();
        super.connect(address);
        segmenting = runs.canCut();
        LOGGER.log(
                Level.DEBUG,
                () -> "to " + AddressText.of(peer()) + ": " + (segmenting ? "runs of datagrams" : "each datagram")
                        + " in one system call");
    }

    @Override
    public boolean locked() {
        return connected();
    }

    @Override
    public String hint() {
        return lock.hint().isEmpty() ? errors.hint() : lock.hint();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
