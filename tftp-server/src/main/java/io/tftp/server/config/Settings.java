package io.tftp.server.config;

import io.tftp.core.link.PortRange;
import io.tftp.core.options.Limits;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.ServerLimits;
import io.tftp.server.TftpServerBuilder;
import io.tftp.server.files.UploadPolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The table: every setting of the daemon, in the order of {@code --help}. A new one is a row here, and the place that uses it. */
public final class Settings {

    private static final List<Setting<?>> ROWS = new ArrayList<>(); // filled by the rows below, in their order

    private static final int MOST = 1_000_000;
    private static final ServerLimits LIMITS = ServerLimits.DEFAULTS;

    /** {@code DIRECTORY}. */
    public static final Setting<Path> DIRECTORY = add(Setting.of(Group.SERVING, "directory", ValueTypes.PATH)
            .label("DIRECTORY")
            .positional()
            .help("Directory to serve. Nothing outside it is ever read or written."));

    /** {@code --address}. */
    public static final Setting<InetAddress> ADDRESS = add(Setting.of(Group.SERVING, "address", ValueTypes.ADDRESS)
            .repeatable()
            .help(
                    "Listen on this IPv4 or IPv6 address; repeatable. 0.0.0.0 means all IPv4 addresses, :: all IPv4 and IPv6"
                            + " addresses. Default: all, following changes."));

    /** {@code --port}. */
    public static final Setting<Integer> PORT = add(Setting.of(Group.SERVING, "port", ValueTypes.INTEGER)
            .range(Range.between(0, 65_535))
            .defaultsTo(TftpServerBuilder.DEFAULT_PORT)
            .help("Listen on this port; 0 picks a free one. Default: {default}."));

    /** {@code --port-range}. */
    public static final Setting<PortRange> PORT_RANGE =
            add(Setting.of(Group.SERVING, "port-range", ValueTypes.PORT_RANGE)
                    .defaultsTo(PortRange.ANY)
                    .help(
                            "Local ports for transfers, for firewalls. Each transfer uses one; after an upload it stays in use for a few"
                                    + " seconds. Default: any."));

    /** {@code --single-port}. */
    public static final Setting<Boolean> SINGLE_PORT = add(Setting.of(Group.SERVING, "single-port", ValueTypes.SWITCH)
            .defaultsTo(false)
            .excludes(PORT_RANGE, "{this} uses no other ports and can't be combined with {other}")
            .help(
                    "Answer from the request port instead of a new port for each transfer: for firmware, NAT and firewalls that"
                            + " accept replies from no other port."));

    /** {@code --single-port-for}. */
    public static final Setting<Network> SINGLE_PORT_FOR = add(
            Setting.of(Group.SERVING, "single-port-for", ValueTypes.NETWORK)
                    .repeatable()
                    .excludes(SINGLE_PORT, "{other} applies to all clients and can't be combined with {this}")
                    .help(
                            "The same, but only for clients in this network, such as 192.0.2.0/24, or at this address; repeatable."));

    /** {@code --uploads}. */
    public static final Setting<UploadPolicy> UPLOADS =
            add(Setting.of(Group.UPLOADS, "uploads", ValueTypes.choice(UploadPolicy.class))
                    .defaultsTo(UploadPolicy.NONE)
                    .help(
                            "Which files clients may write: none, new ones only, or existing ones too, which are replaced as a whole."
                                    + " Default: {default}."));

    /** {@code --max-upload-size}. */
    public static final Setting<Long> MAX_UPLOAD_SIZE =
            add(Setting.of(Group.UPLOADS, "max-upload-size", ValueTypes.SIZE)
                    .needs(UPLOADS, "{this} has no effect without {other} new or replace")
                    .help("Largest file accepted. Default: limited by disk space only."));

    /** {@code --upload-quota}. */
    public static final Setting<Long> UPLOAD_QUOTA = add(Setting.of(Group.UPLOADS, "upload-quota", ValueTypes.SIZE)
            .needs(UPLOADS, "{this} has no effect without {other} new or replace")
            .help(
                    "Refuse uploads that would bring the total size of all files in DIRECTORY above this, whoever wrote them."
                            + " Default: limited by disk space only."));

    /** {@code --max-blksize}. */
    public static final Setting<Integer> MAX_BLKSIZE = add(Setting.of(
                    Group.TRANSFERS, "max-blksize", ValueTypes.INTEGER)
            .label("BYTES")
            .range(Range.between(TransferParameters.MIN_BLOCK_SIZE_BYTES, TransferParameters.MAX_BLOCK_SIZE_BYTES))
            .help("Largest block size granted, {range}. Default: what the interface carries unfragmented."));

    /** {@code --max-windowsize}. */
    public static final Setting<Integer> MAX_WINDOWSIZE =
            add(Setting.of(Group.TRANSFERS, "max-windowsize", ValueTypes.INTEGER)
                    .label("BLOCKS")
                    .range(Range.between(TransferParameters.MIN_WINDOW_SIZE, TransferParameters.MAX_WINDOW_SIZE))
                    .defaultsTo(Limits.DEFAULTS.maxWindowSize())
                    .help(
                            "Largest window granted, {range}. Default: {default}; with that or more, Windows' boot manager may choose its"
                                    + " own windows, up to 255 (msftwindow)."));

    /** {@code --max-window-bytes}. */
    public static final Setting<Long> MAX_WINDOW_BYTES =
            add(Setting.of(Group.TRANSFERS, "max-window-bytes", ValueTypes.SIZE)
                    .range(Range.between(1L, (long) Limits.MAX_WINDOW_BYTES))
                    .defaultsTo((long) Limits.DEFAULTS.maxWindowBytes())
                    .help("Maximum memory for one transfer's window. Default: {default}."));

    /** {@code --timeout}. */
    public static final Setting<Duration> TIMEOUT = add(
            Setting.of(Group.TRANSFERS, "timeout", ValueTypes.SECONDS)
                    .range(Range.between(
                            Duration.ofMillis(1), Duration.ofSeconds(TransferParameters.MAX_TIMEOUT_SECONDS)))
                    .defaultsTo(RetryPolicy.DEFAULT.timeout())
                    .help(
                            "Time to wait for the first answer, {range}. After that the measured round trip decides, doubled on each"
                                    + " retry up to 5 s. A timeout requested by the client takes precedence. Default: {default}."));

    /** {@code --retries}. */
    public static final Setting<Integer> RETRIES = add(Setting.of(Group.TRANSFERS, "retries", ValueTypes.INTEGER)
            .range(Range.between(0, 100))
            .defaultsTo(RetryPolicy.DEFAULT.retries())
            .help("Retries when a client is silent, {range}. Default: {default}."));

    /** {@code --max-transfers}. */
    public static final Setting<Integer> MAX_TRANSFERS =
            add(Setting.of(Group.LIMITS, "max-transfers", ValueTypes.INTEGER)
                    .range(Range.between(1, MOST))
                    .defaultsTo(LIMITS.transfers())
                    .help(
                            "Maximum number of transfers at once. When it is reached, transfers whose clients never answered are evicted,"
                                    + " oldest first; these hold at most half of the places. Default: {default}."));

    /** {@code --max-client-transfers}. */
    public static final Setting<Integer> MAX_CLIENT_TRANSFERS =
            add(Setting.of(Group.LIMITS, "max-client-transfers", ValueTypes.INTEGER)
                    .range(Range.between(0, MOST))
                    .defaultsTo(LIMITS.transfersPerClient())
                    .help(
                            "Maximum number of transfers at once per client. A client is an IPv4 address, an IPv6 address on one of"
                                    + " this host's links, or elsewhere an IPv6 /64. All clients of one IPv6 link together may have 16"
                                    + " times as many. 0: no limit. Default: {default}."));

    /** {@code --max-client-requests}. */
    public static final Setting<Integer> MAX_CLIENT_REQUESTS =
            add(Setting.of(Group.LIMITS, "max-client-requests", ValueTypes.INTEGER)
                    .range(Range.between(0, MOST))
                    .defaultsTo(LIMITS.requestsPerSecond())
                    .help(
                            "Maximum requests per second per client, and errors sent to it; bursts of up to ten seconds' worth are"
                                    + " accepted. 0: no limit. Default: {default}."));

    /** {@code --max-rate}. */
    public static final Setting<Long> MAX_RATE = add(
            Setting.of(Group.LIMITS, "max-rate", ValueTypes.SIZE)
                    .defaultsTo(LIMITS.bytesPerSecond())
                    .help(
                            "Maximum bytes per second of content, all transfers together, in and out. 0: no limit. Default: {default}."));

    /** {@code --max-transfer-rate}. */
    public static final Setting<Long> MAX_TRANSFER_RATE =
            add(Setting.of(Group.LIMITS, "max-transfer-rate", ValueTypes.SIZE)
                    .defaultsTo(LIMITS.transferBytesPerSecond())
                    .help("Maximum bytes per second of content for each transfer. 0: no limit. Default: {default}."));

    /** {@code --max-transfer-time}. */
    public static final Setting<Duration> MAX_TRANSFER_TIME =
            add(Setting.of(Group.LIMITS, "max-transfer-time", ValueTypes.SECONDS)
                    .range(Range.between(Duration.ofSeconds(1), ServerLimits.LONGEST_TRANSFER_TIME))
                    .defaultsTo(LIMITS.transferTime())
                    .help("Abort a transfer after this time, even if it is making progress. Default: {default}."));

    /** {@code --max-window-memory}. */
    public static final Setting<Long> MAX_WINDOW_MEMORY =
            add(Setting.of(Group.LIMITS, "max-window-memory", ValueTypes.SIZE)
                    .range(Range.atLeast(1L))
                    .defaultsTo(TftpServerBuilder.DEFAULT_WINDOW_MEMORY_BYTES)
                    .help(
                            "Maximum memory for the windows of all transfers together. As it runs low, smaller windows are granted."
                                    + " Default: {default}."));

    /** {@code --over-limit}. */
    public static final Setting<OverLimit> OVER_LIMIT =
            add(Setting.of(Group.LIMITS, "over-limit", ValueTypes.choice(OverLimit.class))
                    .defaultsTo(OverLimit.SILENCE)
                    .help("How to answer a request that exceeds a limit. Default: {default}; clients retry."));

    /** {@code --limit-loopback}. */
    public static final Setting<Boolean> LIMIT_LOOPBACK =
            add(Setting.of(Group.LIMITS, "limit-loopback", ValueTypes.SWITCH)
                    .defaultsTo(LIMITS.countsLoopback())
                    .help("Apply the per-client limits to this host's own programs too; they are exempt by default."));

    /** {@code --allow-read}. */
    public static final Setting<Network> ALLOW_READ = add(
            access("allow-read")
                    .help(
                            "Allow these clients to read: a network such as 10.0.0.0/8, an address, or 'all'. Repeatable, like the next"
                                    + " three; the first rule that matches a client decides, in the order given. Default: all."));

    /** {@code --deny-read}. */
    public static final Setting<Network> DENY_READ = add(access("deny-read")
            .sharesListWith(ALLOW_READ)
            .help("Deny reading to these clients. To allow only some: --allow-read NET --deny-read all."));

    /** {@code --allow-write}. */
    public static final Setting<Network> ALLOW_WRITE =
            add(access("allow-write").help("Allow these clients to write, if --uploads permits it. Default: all."));

    /** {@code --deny-write}. */
    public static final Setting<Network> DENY_WRITE =
            add(access("deny-write").sharesListWith(ALLOW_WRITE).help("Deny writing to these clients."));

    /** {@code --grace}. */
    public static final Setting<Duration> GRACE = add(Setting.of(Group.DAEMON, "grace", ValueTypes.SECONDS)
            .range(Range.between(Duration.ZERO, Duration.ofDays(1)))
            .defaultsTo(Duration.ofSeconds(10))
            .reloadable()
            .help("Time for running transfers to finish after the first signal, {range}. Default: {default}."));

    /** {@code --verbose}. */
    public static final Setting<Boolean> VERBOSE = add(Setting.of(Group.DAEMON, "verbose", ValueTypes.SWITCH)
            .shortName("v")
            .defaultsTo(false)
            .help("Also log requests and internal details."));

    /** {@code --quiet}. */
    public static final Setting<Boolean> QUIET = add(Setting.of(Group.DAEMON, "quiet", ValueTypes.SWITCH)
            .shortName("q")
            .defaultsTo(false)
            .excludes(VERBOSE, "{other} and {this} can't be combined")
            .help("Log warnings and errors only."));

    private static final List<Setting<?>> ALL = List.copyOf(ROWS);

    private Settings() {}

    private static SettingBuilder<Network> access(String name) {
        return Setting.of(Group.ACCESS, name, ValueTypes.NETWORK).repeatable().reloadable();
    }

    private static <T> Setting<T> add(Setting<T> row) {
        ROWS.add(row);
        return row;
    }

    /**
     * All settings.
     *
     * @return the rows, in the order of {@code --help}
     */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
