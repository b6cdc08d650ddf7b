package io.tftp.server.cli;

import io.tftp.core.net.PortRange;
import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.files.UploadPolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line, as picocli fills it in. {@link #check} comes before all else. */
@Command(
        name = "tftpd",
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        headerHeading = "",
        header = "Serves the files of a directory over TFTP, to be read and, if allowed, written.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "tftpd [options] DIRECTORY",
        descriptionHeading = "%n",
        description = {
            "Runs in the foreground and logs to standard error. SIGTERM, SIGINT (Ctrl-C) or SIGHUP (a closed terminal)"
                    + " stop it: it takes no more requests and lets running transfers end; a second one breaks these"
                    + " off.",
            "",
            "SIZE is in bytes, or with K, M, G or T in units of 1024, 1024^2 and so on."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by a signal, in good order",
            "1:can't serve: no such directory, the port is in use, no right to bind it",
            "2:wrong command line"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Network boot, read-only:",
            "    sudo tftpd /srv/tftp",
            "  To try it out, without root:",
            "    tftpd --port 6969 --address 127.0.0.1 --uploads new .",
            "  Switches store their configuration, through a packet filter:",
            "    sudo tftpd --uploads replace --max-upload-size 16M \\",
            "      --port-range 50000:50999 /srv/switches"
        })
final class TftpdOptions {

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_RETRIES = 100;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(255);
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIRECTORY", description = "What is served. Nothing outside of it is ever reached.")
    private Path directory = Path.of("");

    @Option(
            names = "--address",
            paramLabel = "ADDR",
            converter = Converters.ToAddress.class,
            description =
                    "Listen on this IPv4 or IPv6 address; repeatable. 0.0.0.0 stands for all of IPv4, :: for all of"
                            + " both. Default: all, and changes of them are followed.")
    private List<InetAddress> addresses = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Listen on this port; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 69;

    @Option(
            names = "--port-range",
            paramLabel = "A:B",
            converter = Converters.ToPortRange.class,
            description = "Local ports of the transfers, for packet filters. Default: any.")
    private PortRange portRange = PortRange.ANY;

    @Option(
            names = "--uploads",
            paramLabel = "none|new|replace",
            converter = Converters.ToUploads.class,
            description =
                    "What clients may write: nothing, files that don't exist yet, or also others, which are replaced"
                            + " whole. Default: none.")
    private UploadPolicy uploads = UploadPolicy.NONE;

    @Option(
            names = "--max-upload-size",
            paramLabel = "SIZE",
            converter = Converters.ToSize.class,
            description = "Largest file taken. Default: as the disk has room.")
    private @Nullable Long maxUploadBytes;

    @Option(
            names = "--max-blksize",
            paramLabel = "BYTES",
            description = "Largest block granted, 8 to 65464. Default: what the interface carries in one piece.")
    private @Nullable Integer maxBlockSizeBytes;

    @Option(
            names = "--max-windowsize",
            paramLabel = "BLOCKS",
            description = "Largest window granted, 1 to 65535. Default: ${DEFAULT-VALUE}.")
    private int maxWindowSize = Limits.DEFAULTS.maxWindowSize();

    @Option(
            names = "--max-window-bytes",
            paramLabel = "SIZE",
            converter = Converters.ToSize.class,
            description = "Most memory for one transfer's window. Default: 4M.")
    private long maxWindowBytes = Limits.DEFAULTS.maxWindowBytes();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            description = "Wait for a first answer, 0.001 to 255; then the measured round trip decides, and each resend"
                    + " doubles it up to 5 s. A client that asks for a timeout gets that. Default: 1.")
    private Duration timeout = RetryPolicy.DEFAULT.timeout();

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Resends to a silent client, 0 to 100. Default: ${DEFAULT-VALUE}.")
    private int retries = RetryPolicy.DEFAULT.retries();

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            description = "Time for running transfers after the first signal, 0 to 86400. Default: 10.")
    private Duration grace = Duration.ofSeconds(10);

    @Option(
            names = {"-v", "--verbose"},
            description = "Log requests and inner matters too.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Log warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

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
        require("--max-window-bytes", maxWindowBytes, 1, Integer.MAX_VALUE);
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
        if (spec == null) {
            throw new IllegalStateException("not filled in by picocli");
        }
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
