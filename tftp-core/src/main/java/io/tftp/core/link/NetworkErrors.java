package io.tftp.core.link;

import io.tftp.core.loop.SocketInternals;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * What ICMP says about packets of a socket that isn't connected, such as that of a request: that nobody listens where it went
 * to, or that there is no way. Linux tells it to a socket that asks for it (IP_RECVERR, IPV6_RECVERR); elsewhere, and where
 * {@link SocketInternals} are not to be had, nothing is ever heard here.
 *
 * <p>Such a socket has a queue of errors besides its latest one. The JDK can't read the queue; as long as something is in it the
 * socket counts as ready. Turning the option off empties it.
 *
 * <p>By one thread at a time.
 */
final class NetworkErrors {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SOL_IP = 0;
    private static final int IP_RECVERR = 11;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_RECVERR = 25;

    // Linux's numbers, but for a few processors that our users don't have.
    private static final int EACCES = 13;
    private static final int ENETUNREACH = 101;
    private static final int ECONNREFUSED = 111;
    private static final int EHOSTUNREACH = 113;

    private final DatagramChannel channel;
    private boolean six;
    private boolean listening;
    private int latest;
    private String hint = "";

    NetworkErrors(DatagramChannel channel) {
        this.channel = channel;
    }

    /**
     * From now on the system tells, where it can.
     *
     * @param ipv6 whether the socket is of that family: it may send over IPv4, too
     */
    void listen(boolean ipv6) {
        six = ipv6;
        if (UdpOffload.instance().isPresent()) {
            listening = ask(true);
            if (!listening) {
                ask(false); // half of it would fill a queue that nobody empties
            }
        }
    }

    /** The socket is about to be connected: then the system tells what matters by itself, and what it told so far is of the past. */
    void ignore() {
        if (listening) {
            listening = false;
            ask(false);
            takeLatest();
            latest = 0;
        }
    }

    private boolean ask(boolean wanted) {
        int value = wanted ? 1 : 0;
        boolean four = SocketInternals.setOption(channel, SOL_IP, IP_RECVERR, value);
        boolean both = !six || SocketInternals.setOption(channel, SOL_IPV6, IPV6_RECVERR, value);
        return four && both;
    }

    /** Before the socket is used: an error that it has must not be taken for one of that use. */
    void beforeUse() {
        if (listening && channel.isOpen()) {
            takeLatest();
        }
    }

    private void takeLatest() {
        int error = SocketInternals.intOption(channel, SOL_SOCKET, SO_ERROR);
        if (error > 0) {
            latest = error;
        }
    }

    /**
     * The socket couldn't be used. That may be the news of an earlier packet's fate, which came just then: then it is worth
     * another try, which shows whether it can't be used.
     *
     * @return whether it may
     */
    boolean mayBeNews(IOException failure) {
        if (!listening) {
            return false;
        }
        if (failure instanceof PortUnreachableException) {
            latest = ECONNREFUSED;
        } else {
            emptyQueue();
            hint = hintOf(failure.getMessage());
        }
        return true;
    }

    private void emptyQueue() {
        ask(false);
        ask(true);
    }

    private static String hintOf(@Nullable String what) {
        return "the network reports: " + what;
    }

    /**
     * Nothing is there to be received; is there news?
     *
     * @throws PortUnreachableException if nobody listens where the packets went to; anything else is only a hint, since packets
     *     may find another way
     */
    void nothingReceived() throws IOException {
        if (!listening) {
            return;
        }
        if (latest == 0) {
            if (!SocketInternals.hasError(channel)) {
                return;
            }
            takeLatest();
            // One that came just before the receive: the JDK swallows this one alone, and asks again.
            latest = latest == 0 ? ECONNREFUSED : latest;
        }
        int error = latest;
        latest = 0;
        emptyQueue();
        if (error == ECONNREFUSED) {
            throw new PortUnreachableException();
        }
        hint = hintOf(describe(error));
    }

    private static String describe(int error) {
        return switch (error) {
            case EHOSTUNREACH -> "host unreachable";
            case ENETUNREACH -> "network unreachable";
            case EACCES -> "prohibited";
            default -> "error " + error;
        };
    }

    /** What was heard that may explain a silence; empty if nothing. */
    String hint() {
        return hint;
    }
}
