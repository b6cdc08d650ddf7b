package io.tftp.server.cli;

import io.tftp.server.ServerLimits;
import io.tftp.server.TftpServerBuilder;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What clients may have at most. */
final class LimitOptions {

    private static final int MOST = 1_000_000;
    private static final Duration SHORTEST_TIME = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIME = Duration.ofDays(365);
    private static final ServerLimits DEFAULTS = ServerLimits.DEFAULTS;

    private final int transfers;
    private final int transfersPerClient;
    private final int requestsPerSecond;
    private final long bytesPerSecond;
    private final long transferBytesPerSecond;
    private final Duration transferTime;
    private final long windowMemoryBytes;
    private final boolean tellsClients;
    private final boolean countsLoopback;

    /** What was said on a command line that {@link #addTo} described. */
    LimitOptions(ParseResult parsed) {
        transfers = parsed.matchedOptionValue("--max-transfers", DEFAULTS.transfers());
        transfersPerClient = parsed.matchedOptionValue("--max-client-transfers", DEFAULTS.transfersPerClient());
        requestsPerSecond = parsed.matchedOptionValue("--max-client-requests", DEFAULTS.requestsPerSecond());
        bytesPerSecond = parsed.matchedOptionValue("--max-rate", 0L);
        transferBytesPerSecond = parsed.matchedOptionValue("--max-transfer-rate", 0L);
        transferTime = parsed.matchedOptionValue("--max-transfer-time", DEFAULTS.transferTime());
        windowMemoryBytes =
                parsed.matchedOptionValue("--max-window-memory", TftpServerBuilder.DEFAULT_WINDOW_MEMORY_BYTES);
        tellsClients = parsed.matchedOptionValue("--over-limit", OverLimit.SILENCE) == OverLimit.ERROR;
        countsLoopback = parsed.hasMatchedOption("--limit-loopback");
    }

    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("--max-transfers")
                .paramLabel("N")
                .type(Integer.class)
                .description(
                        "Maximum number of transfers at once. When it is reached, transfers whose clients never answered are evicted,"
                                + " oldest first; these hold at most half of the places. Default: "
                                + DEFAULTS.transfers() + ".")
                .build());
        command.addOption(OptionSpec.builder("--max-client-transfers")
                .paramLabel("N")
                .type(Integer.class)
                .description(
                        "Maximum number of transfers at once per client. A client is an IPv4 address, an IPv6 address on one of this"
                                + " host's links, or elsewhere an IPv6 /64. All clients of one IPv6 link together may have 16 times as many. 0: no"
                                + " limit. Default: " + DEFAULTS.transfersPerClient() + ".")
                .build());
        command.addOption(OptionSpec.builder("--max-client-requests")
                .paramLabel("N")
                .type(Integer.class)
                .description(
                        "Maximum requests per second per client, and errors sent to it; bursts of up to ten seconds' worth are"
                                + " accepted. 0: no limit. Default: " + DEFAULTS.requestsPerSecond() + ".")
                .build());
        command.addOption(OptionSpec.builder("--max-rate")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description(
                        "Maximum bytes per second of content, all transfers together, in and out. 0: no limit. Default: 0.")
                .build());
        command.addOption(OptionSpec.builder("--max-transfer-rate")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Maximum bytes per second of content for each transfer. 0: no limit. Default: 0.")
                .build());
        command.addOption(OptionSpec.builder("--max-transfer-time")
                .paramLabel("SECONDS")
                .type(Duration.class)
                .converters(new Converters.ToSeconds())
                .description("Abort a transfer after this time, even if it is making progress. Default: "
                        + DEFAULTS.transferTime().toSeconds() + ".")
                .build());
        command.addOption(OptionSpec.builder("--max-window-memory")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description(
                        "Maximum memory for the windows of all transfers together. As it runs low, smaller windows are granted."
                                + " Default: " + (TftpServerBuilder.DEFAULT_WINDOW_MEMORY_BYTES >> 20) + "M.")
                .build());
        command.addOption(OptionSpec.builder("--over-limit")
                .paramLabel("silence|error")
                .type(OverLimit.class)
                .converters(new ToOverLimit())
                .description("How to answer a request that exceeds a limit. Default: silence; clients retry.")
                .build());
        command.addOption(OptionSpec.builder("--limit-loopback")
                .type(boolean.class)
                .description("Apply the per-client limits to this host's own programs too; they are exempt by default.")
                .build());
    }

    /** How a request over a limit is answered. */
    private enum OverLimit {
        SILENCE,
        ERROR
    }

    private static final class ToOverLimit implements ITypeConverter<OverLimit> {

        @Override
        public OverLimit convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "silence" -> OverLimit.SILENCE;
                case "error" -> OverLimit.ERROR;
                default -> throw new TypeConversionException("must be silence or error, not '" + text + "'");
            };
        }
    }

    void check(OptionCheck check) {
        check.require("--max-transfers", transfers, 1, MOST);
        check.require("--max-client-transfers", transfersPerClient, 0, MOST);
        check.require("--max-client-requests", requestsPerSecond, 0, MOST);
        check.require("--max-window-memory", windowMemoryBytes, 1, Long.MAX_VALUE);
        check.require("--max-transfer-time", transferTime, SHORTEST_TIME, LONGEST_TIME, "1 to 31536000");
    }

    long windowMemoryBytes() {
        return windowMemoryBytes;
    }

    ServerLimits limits() {
        return new ServerLimits(
                transfers,
                transfersPerClient,
                requestsPerSecond,
                bytesPerSecond,
                transferBytesPerSecond,
                transferTime,
                tellsClients,
                countsLoopback);
    }
}
