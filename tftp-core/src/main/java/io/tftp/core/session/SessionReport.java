package io.tftp.core.session;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.Transfer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a session's listener what is new, each thing once and in order. On the loop's thread. */
final class SessionReport {

    private final Transfer transfer;
    private final DatagramPort port;
    private final TransferListener listener;

    private boolean agreed;
    private long bytes;
    private @Nullable IOException ownFailure;

    SessionReport(Transfer transfer, DatagramPort port, TransferListener listener) {
        this.transfer = transfer;
        this.port = port;
        this.listener = listener;
    }

    /** The transfer may have moved on. */
    void update() {
        if (!agreed && transfer.heard()) {
            agreed = true;
            listener.agreed(port.peer(), transfer.parameters());
        }
        if (transfer.bytes() != bytes) {
            bytes = transfer.bytes();
            listener.progressed(bytes);
        }
    }

    /** There is no memory for the window. */
    void lacksMemory(WindowMemoryException shortage) {
        ownFailure = shortage;
    }

    /** The opening was sent, or what was sent before was sent again for want of an answer. */
    void awaiting() {
        if (!transfer.decided()) {
            listener.awaiting(port.peer());
        }
    }

    /** The network says that nobody listens at the port of a peer that had answered. */
    void portClosed() {
        if (!transfer.decided()) {
            listener.portClosed(port.peer());
        }
    }

    /** The socket couldn't do what it was asked for: the latest such failure may be why the transfer ends. */
    void socketFailed(IOException failure) {
        ownFailure = failure;
    }

    /**
     * The transfer has its outcome and the content is closed.
     *
     * @param contentFailure what went wrong with the content; null if nothing did
     */
    void ended(@Nullable Throwable contentFailure) {
        Throwable cause = contentFailure != null ? contentFailure : ownFailure;
        transfer.outcome()
                .map(this::explained)
                .ifPresent(outcome -> listener.ended(outcome, transfer.stats(), Optional.ofNullable(cause)));
    }

    /** What the port saw may explain a silence. */
    private Outcome explained(Outcome outcome) {
        String hint = port.hint();
        return outcome.kind() == Outcome.Kind.TIMED_OUT && !hint.isEmpty()
                ? new Outcome(outcome.kind(), outcome.code(), outcome.message() + "; " + hint)
                : outcome;
    }

    /** The socket is closed. */
    void released() {
        listener.released();
    }
}
