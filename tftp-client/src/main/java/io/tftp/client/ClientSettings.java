package io.tftp.client;

import io.tftp.core.link.LocalAddresses;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Proposal;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What a {@link TftpClientBuilder} collected. Immutable. */
record ClientSettings(
        OptionalInt blockSizeBytes,
        OptionalInt windowSize,
        RetryPolicy policy,
        TransferMode mode,
        boolean options,
        Optional<InetAddress> localAddress,
        boolean anyAddress,
        AddressFamily family,
        int blockingThreads) {

    static final int USUAL_WINDOW_SIZE = 64;

    /**
     * What a socket's receive buffer holds on a stock Linux host (208 KiB, in which each packet takes more than its length):
     * a larger window would be lost before it is read.
     */
    private static final int USUAL_WINDOW_BYTES = 128 * 1024;

    /** No path holds more on its way; a put has its window in memory, and the most of the largest blocks would be 2 GiB. */
    private static final int MOST_WINDOW_BYTES = 64 * 1024 * 1024;

    static final ClientSettings DEFAULTS = new ClientSettings(
            OptionalInt.empty(),
            OptionalInt.empty(),
            RetryPolicy.DEFAULT,
            TransferMode.OCTET,
            true,
            Optional.empty(),
            false,
            AddressFamily.ANY,
            512);

    /** The address to send from: the wildcard one of the server's family unless one was set. */
    InetAddress local(InetAddress server) throws IOException {
        byte[] wildcard = new byte[server instanceof Inet4Address ? 4 : 16];
        return localAddress.isPresent() ? localAddress.get() : InetAddress.getByAddress(wildcard);
    }

    /** What to ask of a server. */
    Proposal proposal(InetSocketAddress server, TransferMode transferMode) throws IOException {
        if (!options) {
            return Proposal.NONE;
        }
        int block = blockSizeBytes.isPresent() ? blockSizeBytes.getAsInt() : unfragmentedBlockSize(server);
        int window = Limits.DEFAULTS
                .withMaxWindowSize(TransferParameters.MAX_WINDOW_SIZE)
                .withMaxWindowBytes(windowSize.isPresent() ? MOST_WINDOW_BYTES : USUAL_WINDOW_BYTES)
                .windowFor(windowSize.orElse(USUAL_WINDOW_SIZE), block);
        // The size that servers tell is that of their file, and no use where something else travels; tftp-hpa 5.2 even
        // refuses to be asked in netascii.
        boolean size = transferMode == TransferMode.OCTET;
        Proposal proposal =
                Proposal.NONE.withTransferSize(size).withBlockSizeBytes(block).withWindowSize(window);
        return asksTimeout()
                ? proposal.withTimeoutSeconds((int) policy.timeout().toSeconds())
                : proposal;
    }

    private int unfragmentedBlockSize(InetSocketAddress server) throws IOException {
        InetAddress local = localAddress.isPresent() ? localAddress.get() : LocalAddresses.towards(server);
        return TransferParameters.blockSizeWithin(LocalAddresses.unfragmentedBytes(local));
    }

    /** RFC 2349: a timeout can be asked in whole seconds only. */
    private boolean asksTimeout() {
        return policy.timeout().equals(Duration.ofSeconds(policy.timeout().toSeconds()));
    }
}
