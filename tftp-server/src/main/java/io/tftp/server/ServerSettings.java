package io.tftp.server;

import io.tftp.core.link.PortRange;
import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a server goes by, as its builder collected it. Immutable.
 *
 * @param limits how far to go along with what is asked
 * @param fitsBlocksToMtu whether blocks are also limited to what the interface carries unfragmented
 * @param retryPolicy how long to wait for clients
 * @param portRange the transfers' local ports
 * @param singlePort which clients are answered from the port for requests; empty for none, whoever they are
 * @param serverLimits what clients may have at most
 * @param windowMemoryBytes how much memory the windows of all transfers hold together
 * @param access who may ask for what
 */
record ServerSettings(
        Limits limits,
        boolean fitsBlocksToMtu,
        RetryPolicy retryPolicy,
        PortRange portRange,
        Optional<Predicate<InetAddress>> singlePort,
        ServerLimits serverLimits,
        long windowMemoryBytes,
        AccessPolicy access) {

    /** The limits for requests on an interface that carries datagrams of that size in one piece. */
    Limits limitsFor(int unfragmentedBytes) {
        int fits = TransferParameters.blockSizeWithin(unfragmentedBytes);
        int blockSize = Math.min(limits.maxBlockSizeBytes(), fits);
        return fitsBlocksToMtu ? limits.withMaxBlockSizeBytes(blockSize) : limits;
    }
}
