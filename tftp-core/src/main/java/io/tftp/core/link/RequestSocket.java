package io.tftp.core.link;

import io.tftp.core.loop.Defects;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.Interrupts;
import io.tftp.core.loop.ReadyHandler;
import io.tftp.core.wire.ErrorPacket;
import io.tftp.core.wire.MalformedPacketException;
import io.tftp.core.wire.Opcode;
import io.tftp.core.wire.Packet;
import io.tftp.core.wire.PacketCodec;
import io.tftp.core.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A server's socket for requests, on one address. {@link #refuse} and {@link #close} may be called by any thread, all else by
 * the loop's.
 *
 * <p>In single-port mode it is also the socket of transfers ({@link #portTo}). What is neither a request nor
 * from the client of one of those gets no answer at all: answering errors with errors is how two servers talk for ever
 * (CVE-2024-2169).
 */
public final class RequestSocket implements ReadyHandler {

    /** A farm that boots at once must find room: what doesn't fit here is asked again a second later. */
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

    /** So that a flood can't keep the loop from its transfers for long. */
    private static final int MOST_READS_PER_TURN = 1024;

    private static final Logger LOGGER = System.getLogger(RequestSocket.class.getName());

    private final DatagramChannel channel;
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final int unfragmentedBytes;
    private final Receiver receiver;
    private final SharedPorts ports;

    /** A request may have ended a transfer that shares this socket: what came behind it waits until that has happened. */
    private boolean turnEnds;

    /** Who gets the requests. Called on the loop's thread; must not block. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * A well-formed request came.
         *
         * @param request the request
         * @param client who asks
         * @param socket where it was asked
         */
        void handleRequest(Request request, InetSocketAddress client, RequestSocket socket);

        /**
         * An ERROR is about to be sent from the port for requests.
         *
         * @param client who is to get it
         * @param socket where it leaves from
         * @return false if it mustn't be sent: it may not be the client at all who asked, or the client would take it for something else
         */
        default boolean mayRefuse(InetSocketAddress client, RequestSocket socket) {
            return true;
        }
    }

    private RequestSocket(DatagramChannel channel, EventLoop loop, Receiver receiver) throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.receiver = receiver;
        this.ports = new SharedPorts(channel, loop);
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.unfragmentedBytes = LocalAddresses.unfragmentedBytes(address.getAddress());
    }

    /**
     * Binds a socket; its requests come once it is started.
     *
     * @throws AddressUnavailableException if the port is in use, may not be used, or the address isn't this host's
     */
    static RequestSocket bind(InetSocketAddress address, EventLoop loop, Receiver receiver) throws IOException {
        DatagramChannel channel = PortRange.open(address.getAddress());
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(address);
            RequestSocket socket = new RequestSocket(channel, loop, receiver);
            LOGGER.log(
                    Level.DEBUG,
                    () -> "listening on " + AddressText.of(socket.address) + ", " + socket.receiveBufferBytes()
                            + " bytes of receive buffer granted");
            return socket;
        } catch (BindException e) {
            channel.close();
            throw AddressUnavailableException.of(address, e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private String receiveBufferBytes() {
        try {
            return channel.getOption(StandardSocketOptions.SO_RCVBUF).toString();
        } catch (IOException e) {
            return "unknown";
        }
    }

    void start() {
        loop.execute(() -> {
            try {
                ports.registered(loop.register(channel, this));
            } catch (IOException e) {
                handleDefect(e);
            }
        });
    }

    /**
     * The address that it is bound to.
     *
     * @return a specific address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * The host's address that requests here were sent to, and that answers have to come from.
     *
     * @return a specific address
     */
    public InetAddress localAddress() {
        return address.getAddress();
    }

    /**
     * The largest datagram that leaves through this address's interface in one piece.
     *
     * @return bytes, without the headers of UDP and IP
     */
    public int unfragmentedBytes() {
        return unfragmentedBytes;
    }

    /**
     * Answers a request with an ERROR, if the receiver lets it ({@link Receiver#mayRefuse}).
     *
     * @param client who asked
     * @param error what it is told
     */
    public void refuse(InetSocketAddress client, ErrorPacket error) {
        ByteBuffer datagram = PacketCodec.encode(error);
        loop.execute(() -> {
            try {
                if (receiver.mayRefuse(client, this)) {
                    ports.runs().sendSingly(datagram, datagram.remaining(), client, false);
                }
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, () -> "refusing " + AddressText.of(client) + " failed: " + e);
            }
        });
    }

    /**
     * A way to a client through this socket, for clients that take answers from no other port. The transfer has to live on this
     * socket's loop. A client that goes away is noticed only by its silence.
     *
     * @param client the client's address and port: a transfer with the same one takes the place of an earlier
     * @param contested whether the earlier one may still be the right one. Then the client's next packet shows which of the two
     *     it has; the other ends
     * @return the port, for the caller to close until a session has it
     */
    public DatagramPort portTo(InetSocketAddress client, boolean contested) {
        return new SharedPort(ports, client, contested);
    }

    @Override
    public boolean handleReady(long now) {
        int reads = 0;
        turnEnds = false;
        do {
            while (!turnEnds && reads < MOST_READS_PER_TURN && ports.hasRoom() && receive()) {
                reads++;
            }
            ports.handleSome();
        } while (ports.hasPutBy());
        ports.handleRoom();
        return false;
    }

    /** Whether there was a datagram. */
    private boolean receive() {
        ByteBuffer datagram = loop.receiveBuffer();
        try {
            InetSocketAddress client = (InetSocketAddress) channel.receive(datagram);
            if (client == null) {
                return false;
            }
            handle(datagram.flip(), client);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "receiving on " + AddressText.of(address) + " failed: " + e);
            return false;
        }
    }

    private void handle(ByteBuffer datagram, InetSocketAddress client) {
        int opcode = PacketCodec.opcode(datagram);
        if (client.getPort() == 0) {
            LOGGER.log(Level.TRACE, () -> "a datagram without a port from " + AddressText.of(client));
        } else if (opcode == Opcode.READ_REQUEST.value() || opcode == Opcode.WRITE_REQUEST.value()) {
            handleRequest(datagram, client);
        } else if (!ports.handle(datagram, client)) {
            LOGGER.log(Level.TRACE, () -> "no request from " + AddressText.of(client) + ", opcode " + opcode);
        }
    }

    private void handleRequest(ByteBuffer datagram, InetSocketAddress client) {
        try {
            Packet packet = PacketCodec.decode(datagram);
            if (packet instanceof Request request) {
                turnEnds = ports.settle(client);
                receiver.handleRequest(request, client, this);
            }
        } catch (MalformedPacketException e) {
            LOGGER.log(Level.DEBUG, () -> "malformed request from " + AddressText.of(client) + ": " + e.getMessage());
            refuse(client, ErrorPacket.of(e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            Defects.log("request from " + AddressText.of(client) + " failed", e); // and the socket goes on
        } finally {
            Interrupts.clear();
        }
    }

    @Override
    public void handleDefect(Throwable defect) {
        LOGGER.log(Level.ERROR, "listening on " + AddressText.of(address) + " failed", defect);
    }

    /** Stops listening. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "closing " + AddressText.of(address) + " failed: " + e);
        }
        // The port is free only when the selector has let go of it, which it does when it turns.
        loop.execute(() -> {});
    }
}
