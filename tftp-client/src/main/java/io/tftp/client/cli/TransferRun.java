package io.tftp.client.cli;

import io.tftp.client.ForeignText;
import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import io.tftp.client.TftpTransfer;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferResult;
import io.tftp.client.TransferTimeoutException;
import java.time.Duration;
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

    int run(RemoteFile remote, BiFunction<TftpClient, TransferObserver, TftpTransfer> start) {
        TransferObserver observer = options.verbose() ? new PacketTrace(streams.err()) : TransferObserver.NONE;
        try (TftpClient client = options.client()) {
            TftpTransfer transfer = start.apply(client, observer);
            ShutdownHook hook = ShutdownHook.cancelling(transfer, FAREWELL);
            try {
                TransferResult result = await(transfer);
                if (!options.quiet()) {
                    streams.err().println(Summary.of(verb, result));
                }
                return ExitStatus.OK;
            } finally {
                hook.remove();
            }
        } catch (TftpException e) {
            streams.err().println("tftp: " + verb + " " + e.getMessage() + advice(e));
            return ExitStatus.of(e, verb.equals("get"));
        }
    }

    private TransferResult await(TftpTransfer transfer) throws TftpException {
        if (streams.errIsTerminal() && !options.quiet() && !options.verbose()) {
            ProgressDisplay.show(
                    transfer,
                    verb + " "
                            + ForeignText.clean(
                                    FilenameUtils.getName(transfer.remote().name())),
                    streams.err());
        }
        return transfer.await();
    }

    static String advice(TftpException e) {
        return e instanceof TransferTimeoutException timeout && !timeout.answered()
                ? "; is a TFTP server running there, and do packet filters let the request and the answer, from another"
                        + " port, pass?"
                : "";
    }
}
