package io.tftp.server.cli;

import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.AccessPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Who may read and write: rules in the order of the command line, of which the first that fits decides. */
final class AccessOptions implements AccessPolicy {

    private static final String ALLOW_READ = "--allow-read";
    private static final String DENY_READ = "--deny-read";
    private static final String ALLOW_WRITE = "--allow-write";
    private static final String DENY_WRITE = "--deny-write";

    private final List<Rule> reads = new ArrayList<>();
    private final List<Rule> writes = new ArrayList<>();

    private record Rule(boolean allows, Network network) {}

    /** What was said on a command line that {@link #addTo} described. */
    AccessOptions(ParseResult parsed) {
        Map<OptionSpec, Integer> seen = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            switch (option.longestName()) {
                case ALLOW_READ -> reads.add(new Rule(true, next(option, seen)));
                case DENY_READ -> reads.add(new Rule(false, next(option, seen)));
                case ALLOW_WRITE -> writes.add(new Rule(true, next(option, seen)));
                case DENY_WRITE -> writes.add(new Rule(false, next(option, seen)));
                default -> {
                    // Another's.
                }
            }
        }
    }

    /** An option has the values of all its places on the command line; this is the one of its next place. */
    private static Network next(OptionSpec option, Map<OptionSpec, Integer> seen) {
        List<Network> values = option.getValue();
        return values.get(seen.merge(option, 1, Integer::sum) - 1);
    }

    static void addTo(CommandSpec command) {
        add(
                command,
                ALLOW_READ,
                "Allow these clients to read: a network such as 10.0.0.0/8, an address, or 'all'. Repeatable, like the next"
                        + " three; the first rule that matches a client decides, in the order given. Default: all.");
        add(command, DENY_READ, "Deny reading to these clients. To allow only some: --allow-read NET --deny-read all.");
        add(command, ALLOW_WRITE, "Allow these clients to write, if --uploads permits it. Default: all.");
        add(command, DENY_WRITE, "Deny writing to these clients.");
    }

    private static void add(CommandSpec command, String name, String description) {
        command.addOption(OptionSpec.builder(name)
                .paramLabel("NET")
                .type(List.class)
                .auxiliaryTypes(Network.class)
                .converters(new Network.Converter())
                .description(description)
                .build());
    }

    /** Rules that deny nobody are a mistake: whoever wrote them meant to deny all others. */
    void check(OptionCheck check) {
        check(check, reads, ALLOW_READ, DENY_READ);
        check(check, writes, ALLOW_WRITE, DENY_WRITE);
    }

    private static void check(OptionCheck check, List<Rule> rules, String allow, String deny) {
        if (!rules.isEmpty() && rules.get(rules.size() - 1).allows()) {
            throw check.wrong(
                    allow + " has no effect as the last rule, because all other clients are allowed too; to allow only"
                            + " these, add " + deny + " all");
        }
    }

    /** Whether there is any rule. */
    boolean isEmpty() {
        return reads.isEmpty() && writes.isEmpty();
    }

    @Override
    public boolean allows(Request request, InetSocketAddress client) {
        for (Rule rule : request instanceof WriteRequest ? writes : reads) {
            if (rule.network().contains(client.getAddress())) {
                return rule.allows();
            }
        }
        return true;
    }
}
