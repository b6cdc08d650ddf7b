package io.tftp.client;

import io.tftp.core.link.AddressText;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.Optional;

/**
 * How one session ended, and the only place that says what that means to the caller.
 *
 * @param server the address that was asked, or the one that answered
 * @param answered whether it ever did
 * @param portClosed whether it did, and the network then said that its port is closed
 * @param parameters what was agreed on
 * @param outcome the machine's verdict
 * @param stats what was done
 * @param cause what went wrong on this side
 */
record Ending(
        InetSocketAddress server,
        boolean answered,
        boolean portClosed,
        TransferParameters parameters,
        Outcome outcome,
        TransferStats stats,
        Optional<Throwable> cause) {

    private static final String AGAIN = "; asked again without options, it ";

    /** The reason of a session that stepped aside. */
    static final String TURN_OVER = "another address has its turn";

    boolean succeeded() {
        return outcome.kind() == Outcome.Kind.COMPLETED;
    }

    /**
     * What stopped the request from being sent at all, or a {@link PortUnreachableException} where nobody listens; content that
     * failed is looked at before this.
     */
    Optional<IOException> unreachable() {
        if (answered || !(cause.orElse(null) instanceof IOException e)) {
            return Optional.empty();
        }
        boolean refused = outcome.kind() == Outcome.Kind.TIMED_OUT && e instanceof PortUnreachableException;
        return refused || outcome.kind() == Outcome.Kind.ABORTED ? Optional.of(e) : Optional.empty();
    }

    /** Whether the server never answered, so that another of its addresses may be asked. */
    boolean unanswered() {
        return !answered && (outcome.kind() == Outcome.Kind.TIMED_OUT || turnIsOver());
    }

    /** Whether it ended because another address has its turn. */
    boolean turnIsOver() {
        return outcome.kind() == Outcome.Kind.ABORTED && outcome.message().equals(TURN_OVER);
    }

    /**
     * Whether the server, or we, could not go along with the options. RFC 2347 has ERROR 8 for it; servers that are older
     * than that RFC say 4.
     */
    boolean refusesOptions() {
        boolean negotiation = outcome.code().equals(ErrorCode.OPTION_NEGOTIATION_FAILED);
        return switch (outcome.kind()) {
            case PEER_ERROR -> negotiation || outcome.code().equals(ErrorCode.ILLEGAL_OPERATION);
            case PROTOCOL_ERROR -> negotiation;
            default -> false;
        };
    }

    /** Whether it broke on an OACK. */
    boolean brokeOnOptions() {
        return outcome.kind() == Outcome.Kind.PROTOCOL_ERROR
                && outcome.code().equals(ErrorCode.OPTION_NEGOTIATION_FAILED);
    }

    TransferResult result(RemoteFile remote) {
        return new TransferResult(
                remote, server, parameters, stats.bytes(), stats.elapsed(), stats.resends(), stats.strays());
    }

    TftpException failure(RemoteFile remote, Optional<Exception> contentFailure, boolean cancelled) {
        return switch (outcome.kind()) {
            case PEER_ERROR -> new RemoteErrorException(remote, outcome.code(), outcome.message());
            case PROTOCOL_ERROR -> new ProtocolViolationException(remote, violation());
            case TIMED_OUT -> timedOut(remote);
            case UNCONFIRMED -> new TransferUnconfirmedException(remote);
            case ABORTED -> aborted(remote, contentFailure, cancelled);
            case COMPLETED, PROBED -> new TftpException(remote + ": internal error: " + outcome, null);
        };
    }

    /**
     * The failure of a server that refused the options, or answered them wrongly, and gave no better answer when it was asked again
     * without.
     *
     * @param afterwards how the second request failed
     * @param then what the server did then, such as "did not answer"
     */
    TftpException failureOfOptions(RemoteFile remote, TftpException afterwards, String then) {
        TftpException failure = outcome.kind() == Outcome.Kind.PEER_ERROR
                ? new RemoteErrorException(remote, outcome.code(), outcome.message(), AGAIN + then)
                : new ProtocolViolationException(remote, violation(), AGAIN + then);
        failure.addSuppressed(afterwards);
        return failure;
    }

    private String violation() {
        boolean negotiation = outcome.code().equals(ErrorCode.OPTION_NEGOTIATION_FAILED);
        return (negotiation ? "option negotiation failed: " : "") + outcome.message();
    }

    private TftpException timedOut(RemoteFile remote) {
        if (portClosed) {
            String what = "connection refused in the middle of the transfer: " + udpPort(server)
                    + " was closed (ICMP port unreachable)";
            return new NetworkException(remote, what, new PortUnreachableException(), true);
        }
        return unreachable()
                .<TftpException>map(e -> unreachable(remote, server, e))
                .orElseGet(() -> new TransferTimeoutException(remote, silence(), answered));
    }

    private String silence() {
        String why =
                cause.map(Throwable::getMessage).map(message -> "; " + message).orElse("");
        return outcome.message() + " (" + HostPort.describe(server)
                + (answered ? " had answered before)" : " was asked)") + why;
    }

    private TftpException aborted(RemoteFile remote, Optional<Exception> contentFailure, boolean cancelled) {
        if (contentFailure.isPresent()) {
            return new LocalContentException(remote, contentFailure.get());
        }
        if (unreachable().isPresent()) {
            return unreachable(remote, server, unreachable().get());
        }
        return cancelled
                ? new TransferCancelledException(remote)
                : new TftpException(remote + ": " + outcome.message(), cause.orElse(null));
    }

    static NetworkException unreachable(RemoteFile remote, InetSocketAddress server, IOException e) {
        if (e instanceof PortUnreachableException) {
            String what = words(e) + ": nothing listens on " + udpPort(server) + " (ICMP port unreachable)";
            return new NetworkException(remote, what, e);
        }
        return new NetworkException(remote, cannotReach(server, e), e);
    }

    private static String cannotReach(InetSocketAddress server, IOException e) {
        return "can't reach " + HostPort.describe(server) + ": " + words(e);
    }

    private static String udpPort(InetSocketAddress server) {
        return "UDP port " + server.getPort() + " of " + AddressText.of(server.getAddress());
    }

    /** Why another address is asked, for people. */
    static String obstacle(InetSocketAddress server, IOException e) {
        return e instanceof PortUnreachableException
                ? HostPort.describe(server) + " refused the request"
                : cannotReach(server, e);
    }

    /** Why an address can't be reached, in short. */
    static String words(IOException e) {
        if (e instanceof PortUnreachableException) {
            return "connection refused";
        }
        if (e instanceof BindException) {
            return "can't bind the local address: " + e.getMessage();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
