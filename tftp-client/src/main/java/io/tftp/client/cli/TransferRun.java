package io.tftp.client.cli;

import io.tftp.client.ForeignText;
import io.tftp.client.NetworkException;
import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import io.tftp.client.TftpTransfer;
import io.tftp.client.TransferCancelledException;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferResult;
import io.tftp.client.TransferTimeoutException;
import io.tftp.core.loop.Clock;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.commons.io.FilenameUtils;

/** Runs one transfer for somebody at a terminal, or for a script: progress, a summary or an error line, an exit status. */
final class TransferRun {

    /** So long may an interrupted process still take to tell the server and to discard what was received. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final TransferOptions options;
    private final StandardStreams streams;
    private final String verb;

    TransferRun(TransferOptions options, StandardStreams streams, String verb) {
        this.options = options;
        this.streams = streams;
        this.verb = verb;
    }

    /**
     * Runs it.
     *
     * @param remote the file on the server
     * @param aftermath what to say if it is cancelled
     * @param start begins the transfer
     * @return the exit status
     */
    int run(RemoteFile remote, Aftermath aftermath, BiFunction<TftpClient, TransferObserver, TftpTransfer> start) {
        TransferObserver observer = observer(remote);
        CompletableFuture<Void> said = new CompletableFuture<>(); // all that there is to say
        try (TftpClient client = options.client()) {
            TftpTransfer transfer = start.apply(client, observer);
            ShutdownHook hook = ShutdownHook.stopping(transfer::cancel, said, FAREWELL);
            try {
                TransferResult result = await(transfer, observer);
                if (!options.quiet()) {
                    streams.err().println(Summary.of(verb, result));
                }
                return ExitStatus.OK;
            } catch (TftpException e) {
                streams.err().println("tftp: " + verb + " " + e.getMessage() + advice(e) + end(e, aftermath, transfer));
                return ExitStatus.of(e, verb.equals("get"));
            } finally {
                said.complete(null);
                hook.remove();
            }
        }
    }

    private TransferObserver observer(RemoteFile remote) {
        if (options.verbose()) {
            return new PacketTrace(streams.err(), Clock.system());
        }
        return streams.errIsTerminal() && !options.quiet()
                ? new ProgressDisplay(
                        verb + " " + ForeignText.clean(FilenameUtils.getName(remote.name())),
                        streams.err(),
                        new TerminalWidth(Clock.system()),
                        Clock.system())
                : TransferObserver.NONE;
    }

    private static TransferResult await(TftpTransfer transfer, TransferObserver observer) throws TftpException {
        if (observer instanceof ProgressDisplay display) {
            display.show(transfer.result());
        }
        return transfer.await();
    }

    private static String end(TftpException e, Aftermath aftermath, TftpTransfer transfer) {
        return e instanceof TransferCancelledException
                ? "; " + aftermath.describe(transfer.server().isPresent())
                : "";
    }

    /** What the user can try; empty if there is nothing to say. */
    static String advice(TftpException e) {
        if (e instanceof TransferTimeoutException timeout && !timeout.answered()) {
            return "; check that a TFTP server is running there, and that no firewall blocks the request or the reply,"
                    + " which comes from another UDP port";
        }
        if (e instanceof NetworkException network && e.getCause() instanceof PortUnreachableException) {
            return network.answered()
                    ? "; the server may have stopped: check its log"
                    : "; check that a TFTP server is running there and listens on that port (use --port for another port)";
        }
        return "";
    }
}
