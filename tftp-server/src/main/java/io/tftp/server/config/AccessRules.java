package io.tftp.server.config;

import io.tftp.core.wire.Request;
import io.tftp.core.wire.WriteRequest;
import io.tftp.server.AccessPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Who may read and write: rules in the order in which they were given, of which the first that fits decides. Immutable. */
public final class AccessRules implements AccessPolicy {

    private final List<Rule> reads;
    private final List<Rule> writes;

    private record Rule(boolean allows, Network network) {}

    private AccessRules(List<Rule> reads, List<Rule> writes) {
        this.reads = reads;
        this.writes = writes;
    }

    static AccessRules of(List<Assignment<?>> assignments) throws InvalidSettingException {
        return new AccessRules(
                rules(assignments, Settings.ALLOW_READ, Settings.DENY_READ),
                rules(assignments, Settings.ALLOW_WRITE, Settings.DENY_WRITE));
    }

    /** Rules that deny nobody are a mistake: whoever wrote them meant to deny all others. */
    private static List<Rule> rules(List<Assignment<?>> assignments, Setting<Network> allow, Setting<Network> deny)
            throws InvalidSettingException {
        List<Rule> rules = new ArrayList<>();
        Assignment<?> last = null;
        for (Assignment<?> each : assignments) {
            if (each.setting().equals(allow) || each.setting().equals(deny)) {
                rules.add(new Rule(each.setting().equals(allow), (Network) each.value()));
                last = each;
            }
        }
        if (last != null && last.setting().equals(allow)) {
            throw new InvalidSettingException(
                    last.name() + " has no effect as the last rule, because all other clients are allowed too; to allow"
                            + " only these, add " + last.source().nameOf(deny) + " all");
        }
        return List.copyOf(rules);
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
