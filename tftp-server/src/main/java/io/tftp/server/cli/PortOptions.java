package io.tftp.server.cli;

import io.tftp.core.link.PortRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which local ports the transfers use. */
final class PortOptions {

    private final PortRange range;
    private final boolean singlePort;
    private final List<Network> singlePortFor;

    /** What was said on a command line that {@link #addTo} described. */
    PortOptions(ParseResult parsed) {
        range = parsed.matchedOptionValue("--port-range", PortRange.ANY);
        singlePort = parsed.hasMatchedOption("--single-port");
        singlePortFor = parsed.matchedOptionValue("--single-port-for", List.of());
    }

    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("--port-range")
                .paramLabel("A:B")
                .type(PortRange.class)
                .converters(new Converters.ToPortRange())
                .description(
                        "Local ports for transfers, for firewalls. Each transfer uses one; after an upload it stays in use for a few"
                                + " seconds. Default: any.")
                .build());
        command.addOption(OptionSpec.builder("--single-port")
                .type(boolean.class)
                .description(
                        "Answer from the request port instead of a new port for each transfer: for firmware, NAT and firewalls that"
                                + " accept replies from no other port.")
                .build());
        command.addOption(OptionSpec.builder("--single-port-for")
                .paramLabel("NET")
                .type(List.class)
                .auxiliaryTypes(Network.class)
                .converters(new Network.Converter())
                .description(
                        "The same, but only for clients in this network, such as 192.0.2.0/24, or at this address; repeatable.")
                .build());
    }

    void check(OptionCheck check) {
        if (singlePort && !singlePortFor.isEmpty()) {
            throw check.wrong("--single-port applies to all clients and can't be combined with --single-port-for");
        }
        if (singlePort && !range.equals(PortRange.ANY)) {
            throw check.wrong("--single-port uses no other ports and can't be combined with --port-range");
        }
    }

    PortRange range() {
        return range;
    }

    /** Which clients are answered from the port for requests; empty for none. */
    Optional<Predicate<InetAddress>> singlePort() {
        if (singlePort) {
            return Optional.of(client -> true);
        }
        return singlePortFor.isEmpty()
                ? Optional.empty()
                : Optional.of(client -> singlePortFor.stream().anyMatch(network -> network.contains(client)));
    }
}
