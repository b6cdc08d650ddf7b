package io.tftp.client.cli;

import io.tftp.client.AddressFamily;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpClientBuilder;
import io.tftp.core.wire.TransferMode;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that get and put share. */
final class TransferOptions {

    private static final BigDecimal MAX_TIMEOUT_SECONDS = BigDecimal.valueOf(255);
    private static final int NANOS_DIGITS = 9;

    @Option(names = "--port", paramLabel = "N", description = "The server's port, if HOST doesn't name it (69).")
    private @Nullable Integer port;

    @Option(
            names = "--blksize",
            paramLabel = "BYTES",
            description =
                    "Ask for blocks of this size, 8 to 65464. Default: what the way to the server carries in one packet.")
    private @Nullable Integer blockSizeBytes;

    @Option(
            names = "--windowsize",
            paramLabel = "BLOCKS",
            description = "Ask for windows of so many blocks, 1 to 65535. Default: 64, fewer of large blocks.")
    private @Nullable Integer windowSize;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "Wait so long for an answer before asking again, 0.001 to 255; the wait doubles each time (1).")
    private @Nullable String timeoutSeconds;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Ask so many times again, 0 to 100 (5: a silent server is given up after 22 s).")
    private @Nullable Integer retries;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "octet, the bytes as they are, or netascii, text with its line ends translated (octet).")
    private @Nullable String mode;

    @Option(names = "--no-options", description = "Ask for no options: plain RFC 1350, for servers that choke on them.")
    private boolean noOptions;

    @Option(names = "-4", description = "Use IPv4 only.")
    private boolean ipv4;

    @Option(names = "-6", description = "Use IPv6 only.")
    private boolean ipv6;

    @Option(names = "--local-address", paramLabel = "ADDR", description = "Send from this address of this host.")
    private @Nullable String localAddress;

    @Option(
            names = "--any-address",
            description =
                    "Accept an answer from another address than the server's, as some servers with several send it.")
    private boolean anyAddress;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print each packet.")
    private boolean verbose;

    OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    Optional<TransferMode> mode() {
        if (mode == null) {
            return Optional.empty();
        }
        Optional<TransferMode> known = TransferMode.of(mode);
        if (known.isEmpty()) {
            throw new IllegalArgumentException("--mode is octet or netascii, not '" + mode + "'");
        }
        return known;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    /**
     * A client with these options.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    TftpClient client() {
        TftpClientBuilder builder = TftpClient.builder();
        if (blockSizeBytes != null) {
            builder.blockSize(blockSizeBytes);
        }
        if (windowSize != null) {
            builder.windowSize(windowSize);
        }
        if (timeoutSeconds != null) {
            builder.timeout(timeout(timeoutSeconds));
        }
        if (retries != null) {
            builder.retries(retries);
        }
        if (noOptions) {
            builder.noOptions();
        }
        if (localAddress != null) {
            builder.localAddress(address(localAddress));
        }
        if (anyAddress) {
            builder.anyAddress();
        }
        mode().ifPresent(builder::mode);
        return builder.addressFamily(family()).build();
    }

    private AddressFamily family() {
        if (ipv4 && ipv6) {
            throw new IllegalArgumentException("-4 and -6 exclude each other");
        }
        if (ipv4) {
            return AddressFamily.IPV4;
        }
        return ipv6 ? AddressFamily.IPV6 : AddressFamily.ANY;
    }

    static Duration timeout(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() > 0 && seconds.compareTo(MAX_TIMEOUT_SECONDS) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(NANOS_DIGITS).longValue());
            }
        } catch (NumberFormatException e) {
            // Said below, for all that is no timeout.
        }
        throw new IllegalArgumentException("--timeout is 0.001 to 255 seconds, not '" + text + "'");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--local-address: '" + text + "' is not an address of this host", e);
        }
    }
}
