package io.tftp.server.cli;

import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.ServerLimits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line. {@link #check} comes before all else. */
final class TftpdOptions {

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_RETRIES = 100;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(255);
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    private final CommandSpec spec;
    private final Path directory;
    private final List<InetAddress> addresses;
    private final int port;
    private final PortOptions ports;
    private final UploadOptions uploads;
    private final LimitOptions serverLimits;
    private final AccessOptions access;
    private final @Nullable Integer maxBlockSizeBytes;
    private final int maxWindowSize;
    private final long maxWindowBytes;
    private final Duration timeout;
    private final int retries;
    private final Duration grace;
    private final boolean verbose;
    private final boolean quiet;

    /** What was said on a command line that {@link #describe} described. */
    TftpdOptions(ParseResult parsed) {
        spec = parsed.commandSpec();
        directory = parsed.matchedPositionalValue(0, Path.of(""));
        addresses = parsed.matchedOptionValue("--address", List.of());
        port = parsed.matchedOptionValue("--port", 69);
        ports = new PortOptions(parsed);
        uploads = new UploadOptions(parsed);
        serverLimits = new LimitOptions(parsed);
        access = new AccessOptions(parsed);
        maxBlockSizeBytes = parsed.matchedOptionValue("--max-blksize", null);
        maxWindowSize = parsed.matchedOptionValue("--max-windowsize", Limits.DEFAULTS.maxWindowSize());
        maxWindowBytes = parsed.matchedOptionValue("--max-window-bytes", (long) Limits.DEFAULTS.maxWindowBytes());
        timeout = parsed.matchedOptionValue("--timeout", RetryPolicy.DEFAULT.timeout());
        retries = parsed.matchedOptionValue("--retries", RetryPolicy.DEFAULT.retries());
        grace = parsed.matchedOptionValue("--grace", Duration.ofSeconds(10));
        verbose = parsed.hasMatchedOption("--verbose");
        quiet = parsed.hasMatchedOption("--quiet");
    }

    /** By calls: to read it from annotations takes picocli longer than the JVM takes to start. */
    static CommandSpec describe() {
        CommandSpec command = CommandSpec.create().name("tftpd").versionProvider(new Version());
        Usage.describe(command.usageMessage());
        command.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("DIRECTORY")
                .type(Path.class)
                .converters((ITypeConverter<Path>) Path::of)
                .required(true)
                .description("Directory to serve. Nothing outside it is ever read or written.")
                .build());
        addOptions(command);
        return command;
    }

    private static void addOptions(CommandSpec command) {
        command.addOption(OptionSpec.builder("--address")
                .paramLabel("ADDR")
                .type(List.class)
                .auxiliaryTypes(InetAddress.class)
                .converters(new Converters.ToAddress())
                .description(
                        "Listen on this IPv4 or IPv6 address; repeatable. 0.0.0.0 means all IPv4 addresses, :: all IPv4 and IPv6"
                                + " addresses. Default: all, following changes.")
                .build());
        command.addOption(OptionSpec.builder("--port")
                .paramLabel("N")
                .type(Integer.class)
                .description("Listen on this port; 0 picks a free one. Default: " + 69 + ".")
                .build());
        PortOptions.addTo(command);
        UploadOptions.addTo(command);
        command.addOption(OptionSpec.builder("--max-blksize")
                .paramLabel("BYTES")
                .type(Integer.class)
                .description(
                        "Largest block size granted, 8 to 65464. Default: what the interface carries unfragmented.")
                .build());
        command.addOption(OptionSpec.builder("--max-windowsize")
                .paramLabel("BLOCKS")
                .type(Integer.class)
                .description(
                        "Largest window granted, 1 to " + TransferParameters.MAX_WINDOW_SIZE + ". Default: "
                                + Limits.DEFAULTS.maxWindowSize()
                                + "; with that or more, Windows' boot manager may choose its own windows, up to 255 (msftwindow).")
                .build());
        command.addOption(OptionSpec.builder("--max-window-bytes")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Maximum memory for one transfer's window. Default: 4M.")
                .build());
        command.addOption(OptionSpec.builder("--timeout")
                .paramLabel("SECONDS")
                .type(Duration.class)
                .converters(new Converters.ToSeconds())
                .description(
                        "Time to wait for the first answer, 0.001 to 255. After that the measured round trip decides, doubled on each"
                                + " retry up to 5 s. A timeout requested by the client takes precedence. Default: 1.")
                .build());
        command.addOption(OptionSpec.builder("--retries")
                .paramLabel("N")
                .type(Integer.class)
                .description(
                        "Retries when a client is silent, 0 to 100. Default: " + RetryPolicy.DEFAULT.retries() + ".")
                .build());
        LimitOptions.addTo(command);
        AccessOptions.addTo(command);
        command.addOption(OptionSpec.builder("--grace")
                .paramLabel("SECONDS")
                .type(Duration.class)
                .converters(new Converters.ToSeconds())
                .description("Time for running transfers to finish after the first signal, 0 to 86400. Default: 10.")
                .build());
        command.addOption(OptionSpec.builder("-v", "--verbose")
                .type(boolean.class)
                .description("Also log requests and internal details.")
                .build());
        command.addOption(OptionSpec.builder("-q", "--quiet")
                .type(boolean.class)
                .description("Log warnings and errors only.")
                .build());
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    }

    /**
     * Checks what picocli's types can't.
     *
     * @throws ParameterException naming the option
     */
    void check() {
        OptionCheck check = new OptionCheck(spec);
        if (directory.toString().isEmpty()) {
            throw check.wrong("DIRECTORY is empty; use '.' for the current directory");
        }
        check.require("--port", port, 0, HIGHEST_PORT);
        check.require("--max-windowsize", maxWindowSize, 1, TransferParameters.MAX_WINDOW_SIZE);
        check.require("--max-window-bytes", maxWindowBytes, 1, Limits.MAX_WINDOW_BYTES);
        if (maxBlockSizeBytes != null) {
            check.require(
                    "--max-blksize",
                    maxBlockSizeBytes,
                    TransferParameters.MIN_BLOCK_SIZE_BYTES,
                    TransferParameters.MAX_BLOCK_SIZE_BYTES);
        }
        check.require("--retries", retries, 0, MOST_RETRIES);
        check.require("--timeout", timeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT, "0.001 to 255");
        check.require("--grace", grace, Duration.ZERO, LONGEST_GRACE, "0 to 86400");
        ports.check(check);
        uploads.check(check);
        serverLimits.check(check);
        access.check(check);
        if (verbose && quiet) {
            throw check.wrong("--verbose and --quiet can't be combined");
        }
    }

    Path directory() {
        return directory;
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    int port() {
        return port;
    }

    PortOptions ports() {
        return ports;
    }

    UploadOptions uploads() {
        return uploads;
    }

    ServerLimits serverLimits() {
        return serverLimits.limits();
    }

    long windowMemoryBytes() {
        return serverLimits.windowMemoryBytes();
    }

    AccessOptions access() {
        return access;
    }

    /** Who names a block size knows the path better than the interface does. */
    boolean fitsBlocksToMtu() {
        return maxBlockSizeBytes == null;
    }

    Limits limits() {
        int blockSize = maxBlockSizeBytes == null ? Limits.DEFAULTS.maxBlockSizeBytes() : maxBlockSizeBytes;
        return new Limits(blockSize, maxWindowSize, (int) maxWindowBytes);
    }

    RetryPolicy retryPolicy() {
        return RetryPolicy.DEFAULT.withTimeout(timeout).withRetries(retries);
    }

    Duration grace() {
        return grace;
    }

    DaemonLog.Verbosity verbosity() {
        if (quiet) {
            return DaemonLog.Verbosity.QUIET;
        }
        return verbose ? DaemonLog.Verbosity.VERBOSE : DaemonLog.Verbosity.NORMAL;
    }
}
