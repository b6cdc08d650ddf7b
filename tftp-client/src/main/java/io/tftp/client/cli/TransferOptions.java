package io.tftp.client.cli;

import io.tftp.client.AddressFamily;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpClientBuilder;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.TransferMode;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that get and put share. */
final class TransferOptions {

    private static final BigDecimal MAX_TIMEOUT_SECONDS = BigDecimal.valueOf(255);
    private static final BigDecimal MIN_TIMEOUT_SECONDS = BigDecimal.valueOf(1, 3);
    private static final int NANOS_DIGITS = 9;

    private final ParseResult parsed;

    /** What was said on a command line that {@link #addTo} prepared for. */
    TransferOptions(ParseResult parsed) {
        this.parsed = parsed;
    }

    /** Adds them to a command. */
    static void addTo(CommandSpec command) {
        command.addOption(value(Integer.class, "N", "Server port, unless HOST includes one (default: 69).", "--port"));
        command.addOption(value(
                Integer.class,
                "BYTES",
                "Request this block size, 8 to 65464. Default: the largest that fits into one packet on the route to the"
                        + " server.",
                "--blksize"));
        command.addOption(value(
                Integer.class,
                "BLOCKS",
                "Request windows of this many blocks, 1 to " + TransferParameters.MAX_WINDOW_SIZE
                        + ". Default: 64, or fewer if blocks are large.",
                "--windowsize"));
        command.addOption(value(
                String.class,
                "SECONDS",
                "Wait this long for a reply before sending the request again, 0.001 to 255 (default: 1). The wait doubles"
                        + " each time up to 5 s; a longer one stays the same. A whole number is also requested from the server."
                        + " A server that never replies is given up after 60 s at the latest.",
                "--timeout"));
        command.addOption(value(
                Integer.class,
                "N",
                "Send the request again up to this many times, 0 to 100 (default: 5, which gives up a silent server after"
                        + " 22 s).",
                "--retries"));
        command.addOption(value(
                String.class,
                "MODE",
                "Transfer mode: octet leaves the bytes unchanged, netascii translates the line endings of text (default:"
                        + " octet).",
                "--mode"));
        command.addOption(flag("Request no options: plain RFC 1350, for servers that choke on them.", "--no-options"));
        command.addOption(flag("Use IPv4 only.", "-4"));
        command.addOption(flag("Use IPv6 only.", "-6"));
        command.addOption(value(String.class, "ADDR", "Send from this local address.", "--local-address"));
        command.addOption(flag(
                "Accept a reply from an address other than the server's, as some servers with several addresses send it.",
                "--any-address"));
        command.addOption(flag("Print errors only.", "-q", "--quiet"));
        command.addOption(flag("Print every packet.", "-v", "--verbose"));
    }

    private static OptionSpec value(Class<?> type, String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .description(description)
                .build();
    }

    private boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    private <T> Optional<T> value(String option) {
        @Nullable T value = parsed.matchedOptionValue(option, null);
        return Optional.ofNullable(value);
    }

    OptionalInt port() {
        Optional<Integer> port = value("--port");
        return port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty();
    }

    Optional<TransferMode> mode() {
        Optional<String> mode = value("--mode");
        Optional<TransferMode> known = mode.flatMap(TransferMode::of);
        if (mode.isPresent() && known.isEmpty()) {
            throw new IllegalArgumentException("--mode must be octet or netascii, not '" + mode.get() + "'");
        }
        return known;
    }

    boolean quiet() {
        return has("--quiet");
    }

    boolean verbose() {
        return has("--verbose");
    }

    /**
     * A client with these options.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    TftpClient client() {
        if (has("--no-options") && (has("--blksize") || has("--windowsize"))) {
            throw new IllegalArgumentException("--no-options can't be combined with --blksize or --windowsize");
        }
        if (quiet() && verbose()) {
            throw new IllegalArgumentException("--quiet and --verbose can't be combined");
        }
        TftpClientBuilder builder = TftpClient.builder();
        this.<Integer>value("--blksize").ifPresent(builder::blockSize);
        this.<Integer>value("--windowsize").ifPresent(builder::windowSize);
        this.<String>value("--timeout").ifPresent(text -> builder.timeout(timeout(text)));
        this.<Integer>value("--retries").ifPresent(builder::retries);
        if (has("--no-options")) {
            builder.noOptions();
        }
        this.<String>value("--local-address").ifPresent(text -> builder.localAddress(address(text)));
        if (has("--any-address")) {
            builder.anyAddress();
        }
        mode().ifPresent(builder::mode);
        return builder.addressFamily(family()).build();
    }

    private AddressFamily family() {
        return family(has("-4"), has("-6"));
    }

    /** What {@code -4} and {@code -6} ask for. */
    static AddressFamily family(boolean ipv4, boolean ipv6) {
        if (ipv4 && ipv6) {
            throw new IllegalArgumentException("-4 and -6 can't be combined");
        }
        if (ipv4) {
            return AddressFamily.IPV4;
        }
        return ipv6 ? AddressFamily.IPV6 : AddressFamily.ANY;
    }

    static Duration timeout(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.compareTo(MIN_TIMEOUT_SECONDS) >= 0 && seconds.compareTo(MAX_TIMEOUT_SECONDS) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(NANOS_DIGITS).longValue());
            }
        } catch (NumberFormatException e) {
            // Said below, for all that is no timeout.
        }
        throw new IllegalArgumentException("--timeout must be 0.001 to 255 seconds, not '" + text + "'");
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--local-address: '" + text + "' is not an address of this host", e);
        }
    }
}
