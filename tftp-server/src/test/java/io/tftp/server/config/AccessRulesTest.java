package io.tftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.wire.Request;
import io.tftp.server.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    private static final Request READ = Peer.read("file");
    private static final Request WRITE = Peer.write("file");

    private static AccessRules parsed(String words) throws InvalidSettingException {
        return Configuration.of(new Words(words + " DIRECTORY=d")).access();
    }

    private static boolean allows(AccessRules rules, Request request, String client) throws Exception {
        return rules.allows(request, new InetSocketAddress(InetAddress.getByName(client), 1234));
    }

    @Test
    void everyoneMayWithoutRules() throws Exception {
        AccessRules rules = parsed("");
        assertThat(allows(rules, READ, "192.0.2.7")).isTrue();
        assertThat(allows(rules, WRITE, "192.0.2.7")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, true, true",
        "10.0.0.66, false, true",
        "10.1.0.1, true, true",
        "192.0.2.7, false, false",
        "2001:db8::1, false, false"
    })
    void theFirstRuleThatFitsDecidesInTheOrderOfTheSource(String client, boolean reads, boolean writes)
            throws Exception {
        AccessRules rules = parsed("--allow-read=10.0.0.1 --deny-read=10.0.0.0/24 --port=6969 --allow-read=10.0.0.0/8"
                + " --allow-write=10.0.0.0/8 --deny-read=all --deny-write=all");
        assertThat(allows(rules, READ, client)).isEqualTo(reads);
        assertThat(allows(rules, WRITE, client)).isEqualTo(writes);
    }

    @Test
    void rulesForReadsSayNothingOfWrites() throws Exception {
        AccessRules rules = parsed("--deny-read=all");
        assertThat(allows(rules, READ, "192.0.2.7")).isFalse();
        assertThat(allows(rules, WRITE, "192.0.2.7")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void rulesThatDenyNobodyAreRefused(String kind) {
        assertThatThrownBy(() -> parsed("--deny-" + kind + "=10.0.0.1 --allow-" + kind + "=10.0.0.0/8"))
                .hasMessage("--allow-" + kind + " has no effect as the last rule, because all other clients are allowed"
                        + " too; to allow only these, add --deny-" + kind + " all");
    }
}
