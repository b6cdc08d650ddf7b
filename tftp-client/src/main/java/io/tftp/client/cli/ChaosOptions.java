package io.tftp.client.cli;

import io.tftp.client.AddressFamily;
import io.tftp.client.HostPort;
import io.tftp.client.NetworkException;
import io.tftp.client.RemoteFile;
import io.tftp.client.Resolver;
import io.tftp.client.chaos.ChaosPlan;
import io.tftp.client.chaos.Direction;
import io.tftp.core.impairment.Impairments;
import io.tftp.core.link.LocalAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of chaos. What is out of its range is an {@link IllegalArgumentException} of whoever asks for it. */
final class ChaosOptions {

    private static final int MOST_PERCENT = 100;
    private static final int LONGEST_SECONDS = 86_400;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int LONGEST_QUEUE = 1_000_000;
    private static final int MOST_OVERTAKERS = 1_000;
    private static final long HIGHEST_RATE = 1L << 40;

    @Option(
            names = "--listen",
            paramLabel = "[ADDRESS:]PORT",
            description = "Listen for clients here; without ADDRESS, on all addresses of this host.")
    private @Nullable String listen;

    @Option(names = "--to", paramLabel = "HOST[:PORT]", description = "Relay to this server (default port: 69).")
    private @Nullable String to;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Drop this percentage of packets, 0 to 100 (default: 0).")
    private @Nullable String lossPercent;

    @Option(
            names = "--dup",
            paramLabel = "PERCENT",
            description = "Duplicate this percentage of packets, 0 to 100 (default: 0).")
    private @Nullable String duplicatesPercent;

    @Option(
            names = "--reorder",
            paramLabel = "PERCENT",
            description = "Hold back this percentage of packets so that others overtake them, 0 to 100 (default: 0).")
    private @Nullable String reorderedPercent;

    @Option(
            names = "--corrupt",
            paramLabel = "PERCENT",
            description = "Corrupt this percentage of packets, 0 to 100 (default: 0).")
    private @Nullable String corruptPercent;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            description = "Delay each packet by this many milliseconds, 0 to 60000 (default: 0).")
    private String delayMillis = "0";

    @Option(
            names = "--jitter",
            paramLabel = "MS",
            description =
                    "Delay each packet by up to this many milliseconds more, at random, but keep the order, 0 to 60000 (default:"
                            + " 0).")
    private String jitterMillis = "0";

    @Option(
            names = "--late",
            paramLabel = "MS",
            description =
                    "Hold back a reordered packet, or the second copy of a duplicated one, for at most this many milliseconds,"
                            + " 0 to 60000 (default: 10).")
    private String lateMillis = "10";

    @Option(
            names = "--by",
            paramLabel = "PACKETS",
            description =
                    "Hold back a reordered packet until this many later packets have overtaken it, or for --late if fewer"
                            + " arrive, 1 to 1000. Default: for a random time of up to --late.")
    private @Nullable Integer overtakers;

    @Option(
            names = "--rate",
            paramLabel = "BYTES",
            description =
                    "Limit each direction to this many bytes per second, shared by all clients; append K, M or G for KiB, MiB"
                            + " or GiB. Ethernet, IP and UDP headers count. Default: unlimited.")
    private @Nullable String rate;

    @Option(
            names = "--queue",
            paramLabel = "PACKETS",
            description =
                    "With --rate: queue at most this many packets in each direction and drop the rest, 1 to 1000000. Default:"
                            + " unlimited.")
    private @Nullable Integer queuePackets;

    @Option(
            names = "--only",
            paramLabel = "DIRECTION",
            description = "Impair one direction only: \"to-server\" or \"to-client\".")
    private @Nullable String only;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: 0).")
    private long seed;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "Stop after this long, 1 to 86400. Default: run until interrupted.")
    private @Nullable Integer durationSeconds;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print a line for each packet: the time, the client port, and what happens to it.")
    private boolean verbose;

    @Option(names = "-4", description = "Use IPv4 only to reach the server.")
    private boolean ipv4;

    @Option(names = "-6", description = "Use IPv6 only to reach the server.")
    private boolean ipv6;

    ChaosPlan plan() throws NetworkException {
        if (listen == null || to == null) {
            throw new IllegalArgumentException("--listen and --to are required");
        }
        Impairments impairments = impairments();
        Optional<Direction> direction = direction();
        duration(); // what is wrong is said before anybody is asked anything
        InetSocketAddress listenAddress = listenAddress(listen);
        return ChaosPlan.between(listenAddress, server(to))
                .seeded(seed)
                .impaired(
                        direction.filter(Direction.TO_CLIENT::equals).isPresent() ? Impairments.NONE : impairments,
                        direction.filter(Direction.TO_SERVER::equals).isPresent() ? Impairments.NONE : impairments);
    }

    private Impairments impairments() {
        long lateNanos = Quantities.millis("--late", lateMillis, LONGEST_WAIT);
        return Impairments.NONE
                .withLoss(Quantities.share("--loss", lossPercent, MOST_PERCENT))
                .withDuplication(Quantities.share("--dup", duplicatesPercent, MOST_PERCENT), lateNanos)
                .withLateness(Quantities.share("--reorder", reorderedPercent, MOST_PERCENT), lateNanos)
                .withGarbling(Quantities.share("--corrupt", corruptPercent, MOST_PERCENT))
                .withDelay(
                        Quantities.millis("--delay", delayMillis, LONGEST_WAIT),
                        Quantities.millis("--jitter", jitterMillis, LONGEST_WAIT))
                .withRate(rate())
                .withQueue(queue())
                .withOvertakers(overtakers());
    }

    private int queue() {
        if (queuePackets == null) {
            return 0;
        }
        if (rate == null) {
            throw new IllegalArgumentException("--queue needs --rate: packets wait only for a limited line");
        }
        Quantities.require("--queue", queuePackets, 1, LONGEST_QUEUE);
        return queuePackets;
    }

    private int overtakers() {
        if (overtakers == null) {
            return 0;
        }
        if (reorderedPercent == null) {
            throw new IllegalArgumentException("--by needs --reorder");
        }
        Quantities.require("--by", overtakers, 1, MOST_OVERTAKERS);
        return overtakers;
    }

    private long rate() {
        if (rate == null) {
            return 0;
        }
        return Quantities.bytes("--rate", rate, 1, HIGHEST_RATE, "1 to 1024G, such as 64K or 1M");
    }

    private Optional<Direction> direction() {
        if (only == null) {
            return Optional.empty();
        }
        return switch (only) {
            case "to-server" -> Optional.of(Direction.TO_SERVER);
            case "to-client" -> Optional.of(Direction.TO_CLIENT);
            default -> throw new IllegalArgumentException("--only must be to-server or to-client, not '" + only + "'");
        };
    }

    /** A port alone, or an address of this host and a port. */
    private static InetSocketAddress listenAddress(String text) throws NetworkException {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
            return new InetSocketAddress(LocalAddresses.any(), HostPort.parsePort(text));
        }
        HostPort parsed = HostPort.parse(text);
        int port = parsed.port().orElseThrow(() -> new IllegalArgumentException("--listen needs a port: " + text));
        InetAddress address = resolve(parsed.host(), port, AddressFamily.ANY).getAddress();
        return new InetSocketAddress(address, port);
    }

    private InetSocketAddress server(String text) throws NetworkException {
        AddressFamily family = TransferOptions.family(ipv4, ipv6);
        HostPort parsed = HostPort.parse(text);
        return resolve(parsed.host(), parsed.port().orElse(RemoteFile.DEFAULT_PORT), family);
    }

    private static InetSocketAddress resolve(String host, int port, AddressFamily family) throws NetworkException {
        return Resolver.resolve(RemoteFile.of(host, port, "any"), family).element();
    }

    Optional<Duration> duration() {
        if (durationSeconds == null) {
            return Optional.empty();
        }
        Quantities.require("--duration", durationSeconds, 1, LONGEST_SECONDS);
        return Optional.of(Duration.ofSeconds(durationSeconds));
    }

    boolean verbose() {
        return verbose;
    }
}
