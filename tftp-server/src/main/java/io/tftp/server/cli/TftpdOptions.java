package io.tftp.server.cli;

import io.tftp.core.net.PortRange;
import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.files.UploadPolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
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
    private final PortRange portRange;
    private final boolean singlePort;
    private final List<Subnet> singlePortFor;
    private final UploadPolicy uploads;
    private final @Nullable Long maxUploadBytes;
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
        portRange = parsed.matchedOptionValue("--port-range", PortRange.ANY);
        singlePort = parsed.hasMatchedOption("--single-port");
        singlePortFor = parsed.matchedOptionValue("--single-port-for", List.of());
        uploads = parsed.matchedOptionValue("--uploads", UploadPolicy.NONE);
        maxUploadBytes = parsed.matchedOptionValue("--max-upload-size", null);
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
        command.usageMessage()
                .sortOptions(false)
                .autoWidth(true)
                .headerHeading("")
                .header("Serves the files of a directory over TFTP, to be read and, if allowed, written.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis("tftpd [options] DIRECTORY")
                .descriptionHeading("%n")
                .description(
                        "Runs in the foreground and logs to standard error. SIGTERM, SIGINT (Ctrl-C) or SIGHUP (a closed terminal)"
                                + " stop it: it takes no more requests and lets running transfers end; a second one breaks these"
                                + " off.",
                        "",
                        "SIZE is in bytes, or with K, M, G or T in units of 1024, 1024^2 and so on.")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:stopped by a signal, in good order",
                        "1:can't serve: no such directory, the port is in use, no right to bind it",
                        "2:wrong command line"))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  Network boot, read-only:",
                        "    sudo tftpd /srv/tftp",
                        "  To try it out, without root:",
                        "    tftpd --port 6969 --address 127.0.0.1 --uploads new .",
                        "  Switches store their configuration, through a packet filter:",
                        "    sudo tftpd --uploads replace --max-upload-size 16M \\",
                        "      --port-range 50000:50999 /srv/switches",
                        "  In a container, or for firmware that insists on port 69:",
                        "    sudo tftpd --single-port /srv/tftp");
        command.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("DIRECTORY")
                .type(Path.class)
                .converters((ITypeConverter<Path>) Path::of)
                .required(true)
                .description("What is served. Nothing outside of it is ever reached.")
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
                        "Listen on this IPv4 or IPv6 address; repeatable. 0.0.0.0 stands for all of IPv4, :: for all of"
                                + " both. Default: all, and changes of them are followed.")
                .build());
        command.addOption(OptionSpec.builder("--port")
                .paramLabel("N")
                .type(Integer.class)
                .description("Listen on this port; 0 for any free one. Default: " + 69 + ".")
                .build());
        command.addOption(OptionSpec.builder("--port-range")
                .paramLabel("A:B")
                .type(PortRange.class)
                .converters(new Converters.ToPortRange())
                .description(
                        "Local ports of the transfers, for packet filters: one for each at a time, and after an upload for some"
                                + " seconds more. Default: any.")
                .build());
        command.addOption(OptionSpec.builder("--single-port")
                .type(boolean.class)
                .description(
                        "Answer from the port for requests, and not from one for each transfer: for firmware, address"
                                + " translation and packet filters that take answers from nowhere else.")
                .build());
        command.addOption(OptionSpec.builder("--single-port-for")
                .paramLabel("SUBNET")
                .type(List.class)
                .auxiliaryTypes(Subnet.class)
                .converters(new Converters.ToSubnet())
                .description(
                        "The same for clients of this subnet, such as 192.0.2.0/24, or at this address only; repeatable.")
                .build());
        command.addOption(OptionSpec.builder("--uploads")
                .paramLabel("none|new|replace")
                .type(UploadPolicy.class)
                .converters(new Converters.ToUploads())
                .description(
                        "What clients may write: nothing, files that don't exist yet, or also others, which are replaced"
                                + " whole. Default: none.")
                .build());
        command.addOption(OptionSpec.builder("--max-upload-size")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Largest file taken. Default: as the disk has room.")
                .build());
        command.addOption(OptionSpec.builder("--max-blksize")
                .paramLabel("BYTES")
                .type(Integer.class)
                .description("Largest block granted, 8 to 65464. Default: what the interface carries in one piece.")
                .build());
        command.addOption(OptionSpec.builder("--max-windowsize")
                .paramLabel("BLOCKS")
                .type(Integer.class)
                .description("Largest window granted, 1 to 65535. Default: " + Limits.DEFAULTS.maxWindowSize() + ".")
                .build());
        command.addOption(OptionSpec.builder("--max-window-bytes")
                .paramLabel("SIZE")
                .type(Long.class)
                .converters(new Converters.ToSize())
                .description("Most memory for one transfer's window. Default: 4M.")
                .build());
        command.addOption(OptionSpec.builder("--timeout")
                .paramLabel("SECONDS")
                .type(Duration.class)
                .converters(new Converters.ToSeconds())
                .description(
                        "Wait for a first answer, 0.001 to 255; then the measured round trip decides, and each resend"
                                + " doubles it up to 5 s. A client that asks for a timeout gets that. Default: 1.")
                .build());
        command.addOption(OptionSpec.builder("--retries")
                .paramLabel("N")
                .type(Integer.class)
                .description("Resends to a silent client, 0 to 100. Default: " + RetryPolicy.DEFAULT.retries() + ".")
                .build());
        command.addOption(OptionSpec.builder("--grace")
                .paramLabel("SECONDS")
                .type(Duration.class)
                .converters(new Converters.ToSeconds())
                .description("Time for running transfers after the first signal, 0 to 86400. Default: 10.")
                .build());
        command.addOption(OptionSpec.builder("-v", "--verbose")
                .type(boolean.class)
                .description("Log requests and inner matters too.")
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
        if (directory.toString().isEmpty()) {
            throw wrong("DIRECTORY is empty; the current one is '.'");
        }
        require("--port", port, 0, HIGHEST_PORT);
        require("--max-windowsize", maxWindowSize, 1, TransferParameters.MAX_WINDOW_SIZE);
        require("--max-window-bytes", maxWindowBytes, 1, Limits.MAX_WINDOW_BYTES);
        if (maxBlockSizeBytes != null) {
            require(
                    "--max-blksize",
                    maxBlockSizeBytes,
                    TransferParameters.MIN_BLOCK_SIZE_BYTES,
                    TransferParameters.MAX_BLOCK_SIZE_BYTES);
        }
        require("--retries", retries, 0, MOST_RETRIES);
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw wrong("--timeout must be 0.001 to 255 seconds");
        }
        if (grace.compareTo(LONGEST_GRACE) > 0) {
            throw wrong("--grace must be 0 to 86400 seconds");
        }
        if (maxUploadBytes != null && uploads == UploadPolicy.NONE) {
            throw wrong("--max-upload-size without --uploads new or replace limits nothing");
        }
        if (singlePort && !singlePortFor.isEmpty()) {
            throw wrong("--single-port is for all clients, and --single-port-for for some: one of them is too much");
        }
        if (singlePort && !portRange.equals(PortRange.ANY)) {
            throw wrong("--single-port leaves no transfer for --port-range");
        }
        if (verbose && quiet) {
            throw wrong("--verbose and --quiet exclude each other");
        }
    }

    private void require(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw wrong(option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
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

    PortRange portRange() {
        return portRange;
    }

    /** Which clients are answered from the port for requests; empty for none. */
    Optional<Predicate<InetAddress>> singlePort() {
        if (singlePort) {
            return Optional.of(client -> true);
        }
        return singlePortFor.isEmpty()
                ? Optional.empty()
                : Optional.of(client -> singlePortFor.stream().anyMatch(subnet -> subnet.test(client)));
    }

    UploadPolicy uploads() {
        return uploads;
    }

    OptionalLong maxUploadBytes() {
        return maxUploadBytes == null ? OptionalLong.empty() : OptionalLong.of(maxUploadBytes);
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
