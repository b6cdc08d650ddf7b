package io.tftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.wire.Request;
import io.tftp.server.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AccessOptionsTest {

    private static final Request READ = Peer.read("file");
    private static final Request WRITE = Peer.write("file");

    private static AccessOptions parsed(String commandLine) {
        return new AccessOptions(new CommandLine(TftpdOptions.describe())
                .parseArgs((commandLine + " DIR").trim().split(" ")));
    }

    private static boolean allows(AccessOptions options, Request request, String client) throws UnknownHostException {
        return options.allows(request, new InetSocketAddress(InetAddress.getByName(client), 1234));
    }

    @Test
    void everyoneMayWithoutRules() throws UnknownHostException {
        AccessOptions options = parsed("");
        assertThat(options.isEmpty()).isTrue();
        assertThat(allows(options, READ, "192.0.2.7")).isTrue();
        assertThat(allows(options, WRITE, "192.0.2.7")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, true, true",
        "10.0.0.66, false, true",
        "10.1.0.1, true, true",
        "192.0.2.7, false, false",
        "2001:db8::1, false, false"
    })
    void theFirstRuleThatFitsDecidesInTheOrderOfTheCommandLine(String client, boolean reads, boolean writes)
            throws UnknownHostException {
        AccessOptions options =
                parsed("--allow-read 10.0.0.1 --deny-read 10.0.0.0/24 --port 6969 --allow-read=10.0.0.0/8"
                        + " --allow-write 10.0.0.0/8 --deny-read all --deny-write all");
        assertThat(allows(options, READ, client)).isEqualTo(reads);
        assertThat(allows(options, WRITE, client)).isEqualTo(writes);
    }

    @Test
    void rulesForReadsSayNothingOfWrites() throws UnknownHostException {
        AccessOptions options = parsed("--deny-read all");
        assertThat(allows(options, READ, "192.0.2.7")).isFalse();
        assertThat(allows(options, WRITE, "192.0.2.7")).isTrue();
    }
}
