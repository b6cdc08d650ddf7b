package io.tftp.core.link;

import io.tftp.core.loop.EventLoop;
import io.tftp.core.loop.ReadyHandler;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket for whoever passes datagrams on without being one of a transfer's two ends. {@link #bind} may be called by any thread,
 * and {@link #close}; all else by the loop's.
 */
public final class RelaySocket implements ReadyHandler, Closeable {

    /** A window or two, where the system grants it: what is lost here was not lost on purpose. */
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    /** So that one busy socket can't keep the loop from the others. */
    private static final int MOST_READS_PER_TURN = 64;

    private static final Logger LOGGER = System.getLogger(RelaySocket.class.getName());

    private final DatagramChannel channel;
    private final EventLoop loop;
    private final InetSocketAddress address;
    private final Receiver receiver;

    /** Who gets the datagrams. Called on the loop's thread; must not block. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * A datagram came.
         *
         * @param datagram from position to limit; lent until this returns
         * @param sender where it is from
         * @param socket where it came in
         * @param now the time in nanoseconds, on the loop's clock
         */
        void received(ByteBuffer datagram, InetSocketAddress sender, RelaySocket socket, long now);
    }

    private RelaySocket(DatagramChannel channel, EventLoop loop, Receiver receiver) throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.receiver = receiver;
    }

    /**
     * Binds a socket, or one for each address of this host: an answer has to leave from the address that was asked, and the JDK
     * can't tell on a wildcard socket which one that was. Addresses that come later are not followed.
     *
     * @param wanted the address; a wildcard address for all of this host's of its family ({@code 0.0.0.0}), or of both
     *     ({@code ::}); port 0 for a free one, the same on all addresses
     * @param loop the loop that receives
     * @param receiver gets the datagrams
     * @return the sockets, at least one, which begin to receive soon
     * @throws AddressUnavailableException if a port is in use, may not be used, or the address isn't this host's
     * @throws IOException if sockets can't be had at all
     */
    public static List<RelaySocket> bindAll(InetSocketAddress wanted, EventLoop loop, Receiver receiver)
            throws IOException {
        List<RelaySocket> sockets = new ArrayList<>();
        try {
            int port = wanted.getPort();
            InetAddress asked = wanted.getAddress();
            List<InetAddress> addresses =
                    asked.isAnyLocalAddress() ? RequestListener.matching(asked, LocalAddresses.all()) : List.of(asked);
            for (InetAddress each : addresses) {
                RelaySocket socket = open(new InetSocketAddress(each, port), loop, receiver);
                sockets.add(socket);
                port = socket.address().getPort();
            }
        } catch (IOException | RuntimeException e) {
            sockets.forEach(RelaySocket::close);
            throw e;
        }
        if (sockets.isEmpty()) {
            throw new AddressUnavailableException(wanted, "this host has no such address");
        }
        sockets.forEach(RelaySocket::start);
        return sockets;
    }

    /**
     * Binds a socket to one address, a wildcard address too.
     *
     * @param address the address and port; port 0 for a free one
     * @param loop the loop that receives
     * @param receiver gets the datagrams
     * @return the socket, which begins to receive soon
     * @throws AddressUnavailableException if the port is in use, may not be used, or the address isn't this host's
     * @throws IOException if no socket can be had
     */
    public static RelaySocket bind(InetSocketAddress address, EventLoop loop, Receiver receiver) throws IOException {
        RelaySocket socket = open(address, loop, receiver);
        socket.start();
        return socket;
    }

    private static RelaySocket open(InetSocketAddress address, EventLoop loop, Receiver receiver) throws IOException {
        DatagramChannel channel = PortRange.open(address.getAddress());
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
            channel.bind(address);
            return new RelaySocket(channel, loop, receiver);
        } catch (BindException e) {
            channel.close();
            throw AddressUnavailableException.of(address, e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void start() {
        if (loop.inLoop()) {
            register();
        } else {
            loop.execute(this::register);
        }
    }

    private void register() {
        try {
            loop.register(channel, this);
        } catch (IOException e) {
            handleDefect(e);
        }
    }

    /**
     * The address that it is bound to.
     *
     * @return the address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Sends a datagram.
     *
     * @param datagram from position to limit
     * @param target where to
     * @return whether the system took it
     */
    public boolean send(ByteBuffer datagram, InetSocketAddress target) {
        try {
            return channel.send(datagram, target) > 0 || !datagram.hasRemaining();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "sending to " + AddressText.of(target) + " failed: " + e);
            return false;
        }
    }

    @Override
    public boolean handleReady(long now) {
        for (int reads = 0; reads < MOST_READS_PER_TURN && channel.isOpen(); reads++) {
            ByteBuffer datagram = loop.receiveBuffer();
            InetSocketAddress sender;
            try {
                sender = (InetSocketAddress) channel.receive(datagram);
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, () -> "receiving on " + AddressText.of(address) + " failed: " + e);
                return false;
            }
            if (sender == null) {
                return false;
            }
            receiver.received(datagram.flip(), sender, this, now);
        }
        return false;
    }

    @Override
    public void handleDefect(Throwable defect) {
        LOGGER.log(Level.ERROR, "passing on what comes to " + AddressText.of(address) + " failed", defect);
        close();
    }

    /** Closes it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "closing " + AddressText.of(address) + " failed: " + e);
        }
    }
}
