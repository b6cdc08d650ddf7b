package io.tftp.client.cli;

import io.tftp.client.AddressFamily;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpClientBuilder;
import io.tftp.client.bench.Line;
import io.tftp.core.options.Proposal;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of bench. What is out of its range is an {@link IllegalArgumentException} of whoever asks for it. */
final class BenchOptions {

    private static final long MOST_TRANSFERS = 1_000_000_000;
    private static final int LONGEST_SECONDS = 86_400;
    private static final long LARGEST_UPLOAD = 1L << 40;
    private static final int MOST_PERCENT = 90;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Number of concurrent transfers, 1 to 50000 (default: 1).")
    private int clients = 1;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            description = "Total number of transfers (default: one per client).")
    private @Nullable Long transfers;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Start transfers for this long, 1 to 86400, then let the running ones finish.")
    private @Nullable Integer durationSeconds;

    @Option(
            names = "--upload",
            description = "Put generated content instead of getting a file. REMOTE must contain {n} then.")
    private boolean upload;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "Size of each upload; append K, M or G for KiB, MiB or GiB (default: 1M).")
    private @Nullable String size;

    @Option(names = "--read-back", description = "After the measurement, get each upload back and compare it.")
    private boolean readBack;

    @Option(
            names = "--blksize",
            paramLabel = "BYTES",
            defaultValue = "1428",
            description = "Request this block size, 8 to 65464 (default: 1428, which fits any Ethernet).")
    private int blockSizeBytes;

    @Option(
            names = "--windowsize",
            paramLabel = "BLOCKS",
            description = "Request windows of this many blocks, 1 to " + TransferParameters.MAX_WINDOW_SIZE
                    + ". Default: no windowsize option, like most boot firmware.")
    private @Nullable Integer windowSize;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "Wait this long for a reply before sending again, 0.001 to 255 (default: 1). The wait doubles each"
                            + " time up to 5 s; a longer one stays the same. A whole number is also requested from the server.")
    private @Nullable String timeoutSeconds;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description =
                    "Send the request again up to this many times, 0 to 100 (default: 5, which gives up a silent server"
                            + " after 22 s).")
    private @Nullable Integer retries;

    @Option(names = "--no-options", description = "Request no options: plain RFC 1350.")
    private boolean noOptions;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Drop this percentage of packets in each direction, 0 to 90 (default: 0).")
    private @Nullable String lossPercent;

    @Option(
            names = "--duplicates",
            paramLabel = "PERCENT",
            description = "Duplicate this percentage of packets in each direction, 0 to 90 (default: 0).")
    private @Nullable String duplicatesPercent;

    @Option(
            names = "--no-coalescing",
            description =
                    "Receive packets one at a time, as most clients do, even if the kernel could deliver several at once.")
    private boolean noCoalescing;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Random seed of losses, duplicates and generated content (default: 0).")
    private long seed;

    @Option(names = "--json", description = "Print a single JSON object. Times are in seconds, rates per second.")
    private boolean json;

    @Option(names = "--port", paramLabel = "N", description = "Server port, unless HOST includes one (default: 69).")
    private @Nullable Integer port;

    @Option(names = "-4", description = "Use IPv4 only.")
    private boolean ipv4;

    @Option(names = "-6", description = "Use IPv6 only.")
    private boolean ipv6;

    int clients() {
        return clients;
    }

    OptionalLong transfers() {
        if (transfers == null) {
            return durationSeconds == null ? OptionalLong.of(clients) : OptionalLong.empty();
        }
        Quantities.require("--transfers", transfers, 1, MOST_TRANSFERS);
        return OptionalLong.of(transfers);
    }

    Optional<Duration> duration() {
        if (durationSeconds == null) {
            return Optional.empty();
        }
        if (transfers != null) {
            throw new IllegalArgumentException("--transfers and --duration can't be combined");
        }
        Quantities.require("--duration", durationSeconds, 1, LONGEST_SECONDS);
        return Optional.of(Duration.ofSeconds(durationSeconds));
    }

    boolean upload() {
        if (!upload && (size != null || readBack)) {
            throw new IllegalArgumentException((readBack ? "--read-back" : "--size") + " is for uploads: add --upload");
        }
        return upload;
    }

    boolean readBack() {
        return readBack;
    }

    long sizeBytes() {
        return size == null
                ? 1 << 20
                : Quantities.bytes("--size", size, 0, LARGEST_UPLOAD, "0 to 1024G, such as 64K or 1M");
    }

    Proposal proposal() {
        if (noOptions) {
            return Proposal.NONE;
        }
        Proposal proposal = Proposal.NONE.withTransferSize(true).withBlockSizeBytes(blockSizeBytes);
        if (windowSize != null) {
            proposal = proposal.withWindowSize(windowSize);
        }
        if (timeoutSeconds != null) {
            Duration timeout = TransferOptions.timeout(timeoutSeconds);
            boolean whole = timeout.equals(Duration.ofSeconds(timeout.toSeconds()));
            proposal = whole ? proposal.withTimeoutSeconds((int) timeout.toSeconds()) : proposal;
        }
        return proposal;
    }

    RetryPolicy policy() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        if (timeoutSeconds != null) {
            policy = policy.withTimeout(TransferOptions.timeout(timeoutSeconds));
        }
        return retries == null ? policy : policy.withRetries(retries);
    }

    Line line() {
        Line line = Line.PLAIN
                .losing(Quantities.share("--loss", lossPercent, MOST_PERCENT))
                .duplicating(Quantities.share("--duplicates", duplicatesPercent, MOST_PERCENT));
        return noCoalescing ? line.uncoalesced() : line;
    }

    long seed() {
        return seed;
    }

    boolean json() {
        return json;
    }

    OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    AddressFamily family() {
        return TransferOptions.family(ipv4, ipv6);
    }

    /** The client that gets the file to compare with. */
    TftpClient client() {
        TftpClientBuilder builder = TftpClient.builder()
                .addressFamily(family())
                .timeout(policy().timeout())
                .retries(policy().retries())
                .blockSize(blockSizeBytes);
        if (noOptions) {
            builder.noOptions();
        }
        return builder.build();
    }
}
