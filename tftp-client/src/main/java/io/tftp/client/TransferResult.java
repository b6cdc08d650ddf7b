package io.tftp.client;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.TransferStats;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * The result of a successful transfer.
 *
 * @param remote the file on the server
 * @param server the server's address and its port for this transfer
 * @param parameters the negotiated parameters
 * @param bytes the length of the content on the wire: in netascii mode not that of the local file
 * @param elapsed from the request to the last block
 * @param resends packets that the client sent again, because of loss or delay
 * @param strays packets from the server that were duplicate or out of order
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
     * Checks that nothing is null.
     *
     * @param remote the file on the server
     * @param server the server's address and its port for this transfer
     * @param parameters the negotiated parameters
     * @param bytes the length of the content on the wire: in netascii mode not that of the local file
     * @param elapsed from the request to the last block
     * @param resends packets that the client sent again, because of loss or delay
     * @param strays packets from the server that were duplicate or out of order
     */
    public TransferResult {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * The mean rate of content.
     *
     * @return bytes per second; 0 if no time has passed
     */
    public double bytesPerSecond() {
        return new TransferStats(bytes, 0, resends, strays, elapsed).bytesPerSecond();
    }
}
