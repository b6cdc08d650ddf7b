package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.TransferStats;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * How a transfer went that succeeded.
 *
 * @param remote the file on the server
 * @param server the address and port that the transfer went by
 * @param parameters what was agreed on
 * @param bytes the length of the content on the wire: in netascii mode not that of the local file
 * @param elapsed from the request to the last block
 * @param resends packets that this side sent again, for loss or delay
 * @param strays packets of the server that changed nothing: duplicates, out of order
 */
public record TransferResult(
        RemoteFile remote,
        InetSocketAddress server,
        TransferParameters parameters,
        long bytes,
        Duration elapsed,
        long resends,
        long strays) {
    /**
     * Checks that nothing is missing.
     *
     * @param remote the file on the server
     * @param server the address and port that the transfer went by
     * @param parameters what was agreed on
     * @param bytes the length of the content on the wire: in netascii mode not that of the local file
     * @param elapsed from the request to the last block
     * @param resends packets that this side sent again, for loss or delay
     * @param strays packets of the server that changed nothing: duplicates, out of order
     */
    public TransferResult {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * The mean rate.
     *
     * @return bytes a second; 0 if no time has passed
     */
    public double bytesPerSecond() {
        return new TransferStats(bytes, 0, resends, strays, elapsed).bytesPerSecond();
    }
}
