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

    @Option(names = "--clients", paramLabel = "N", description = "So many transfers at once, 1 to 50000 (1).")
    private int clients = 1;

    @Option(names = "--transfers", paramLabel = "N", description = "So many transfers in all (one for each client).")
    private @Nullable Long transfers;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Begin transfers for so long, 1 to 86400, and let those that run come to their end.")
    private @Nullable Integer durationSeconds;

    @Option(
            names = "--upload",
            description = "Put generated content instead of getting a file. REMOTE needs a {n} then.")
    private boolean upload;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "The size of each upload; K, M or G after the number make it KiB, MiB or GiB (1M).")
    private @Nullable String size;

    @Option(names = "--read-back", description = "After the measurement get each upload back and compare it.")
    private boolean readBack;

    @Option(
            names = "--blksize",
            paramLabel = "BYTES",
            defaultValue = "1428",
            description = "Ask for blocks of this size, 8 to 65464 (1428, which fits any Ethernet).")
    private int blockSizeBytes;

    @Option(
            names = "--windowsize",
            paramLabel = "BLOCKS",
            description = "Ask for windows of so many blocks, 1 to " + TransferParameters.MAX_WINDOW_SIZE
                    + ". Default: don't ask, like most boot firmware.")
    private @Nullable Integer windowSize;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "Wait so long for an answer before asking again, 0.001 to 255; the wait doubles each time (1)."
                            + " Whole seconds are asked of the server too.")
    private @Nullable String timeoutSeconds;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Ask so many times again, 0 to 100 (5: a silent server is given up after 22 s).")
    private @Nullable Integer retries;

    @Option(names = "--no-options", description = "Ask for no options: plain RFC 1350.")
    private boolean noOptions;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Lose so many percent of the packets on purpose, in each direction, 0 to 90 (0).")
    private @Nullable String lossPercent;

    @Option(
            names = "--duplicates",
            paramLabel = "PERCENT",
            description = "Double so many percent of the packets on purpose, in each direction, 0 to 90 (0).")
    private @Nullable String duplicatesPercent;

    @Option(
            names = "--no-coalescing",
            description = "Take packets one by one, as most clients do, also where the kernel could hand over several.")
    private boolean noCoalescing;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Begin the chance of losses, of duplicates and of generated content with this number (0).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object. Times are in seconds, rates per second.")
    private boolean json;

    @Option(names = "--port", paramLabel = "N", description = "The server's port, if HOST doesn't name it (69).")
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
            throw new IllegalArgumentException("--transfers and --duration exclude each other");
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
