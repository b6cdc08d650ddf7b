package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.wire.Options;
import io.tftp.core.wire.ReadRequest;
import io.tftp.core.wire.TransferMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What both machines have in common: the wait that was negotiated, what doesn't belong, what is counted, giving up. */
class TransferTest {

    /**
     * <pre>
     *   client            server
     *     |  &lt;--- OACK ---- |   timeout=3
     *     |                 |   nothing for 2.9 s
     *     |  &lt;--- OACK ---- |
     * </pre>
     */
    @Test
    void serverWaitsAsLongAsWasNegotiated() {
        Machines.grantedRead("timeout=3", 100)
                .gets("OACK timeout=3")
                .waits(2_900)
                .gets()
                .waits(200)
                .gets("OACK timeout=3");
    }

    /** The round trip is known to be short, so the first waits are; they double up to what was negotiated. */
    @Test
    void clientWaitsNoLongerThanWasNegotiated() {
        Machines.write("timeout=1", 512, 1_000)
                .gets("WRQ \"f\" octet timeout=1")
                .says("OACK timeout=1")
                .gets("DATA 1")
                .waits(1_560)
                .gets("DATA 1", "DATA 1", "DATA 1", "DATA 1", "DATA 1")
                .waits(3_000)
                .gets("DATA 1", "DATA 1", "DATA 1");
    }

    @Test
    void abandonedTransferEndsWithoutAWord() {
        ScriptedPeer client = Machines.plainRead(1_000).gets("DATA 1").does(machine -> machine.abandon("gone on"));
        client.gets();
        assertThat(client.ended()).isTrue();
        assertThat(client.outcome()).isEqualTo(Outcome.of(Outcome.Kind.ABORTED, "gone on"));
        client.does(machine -> machine.abandon("again"));
        assertThat(client.outcome().message()).isEqualTo("gone on");
    }

    @Test
    void packetsThatDontBelongAreCountedAndChangeNothing() {
        ScriptedPeer client = Machines.plainRead(1_000).gets("DATA 1");
        ReadRequest request = new ReadRequest("f", TransferMode.OCTET, Options.none());
        client.does(machine -> machine.handlePacket(request, client.now()));
        client.says("DATA 1", "DATA 7", "ACK 9").gets();
        assertThat(client.stats().strays()).isEqualTo(4);
        client.says("ACK 1").gets("DATA 2:488");

        ScriptedPeer server = Machines.write("", 512, 1_000).gets("WRQ \"f\" octet");
        server.says("ACK 5").gets();
        assertThat(server.stats().strays()).isOne();
        server.says("ACK 0").gets("DATA 1");
    }

    @Test
    void newsOfAClosedPortAfterTheEndIsCountedOnly() {
        ScriptedPeer client = Machines.plainRead(100).gets("DATA 1:100").says("ACK 1");
        client.does(machine -> machine.handleUnreachable(client.now()));
        assertThat(client.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(client.stats().strays()).isOne();
    }

    @Test
    void whatIsAcknowledgedIsCounted() {
        ScriptedPeer client = Machines.plainRead(1_000).gets("DATA 1").waits(20).says("ACK 1");
        client.does(machine -> assertThat(machine.bytes()).isEqualTo(512));
        client.gets("DATA 2:488").waits(30).says("ACK 2");
        client.does(machine -> assertThat(machine.bytes()).isEqualTo(1_000));
        assertThat(client.stats().blocks()).isEqualTo(2);
        assertThat(client.stats().elapsed()).isEqualTo(Duration.ofMillis(50));
        assertThat(client.stats().bytesPerSecond()).isEqualTo(20_000);
    }

    @Test
    void rateOfNoTimeIsZero() {
        assertThat(new TransferStats(5, 1, 0, 0, Duration.ZERO).bytesPerSecond())
                .isZero();
    }

    @Test
    void edgesOfARetryPolicyAreWithinIt() {
        Duration shortest = Duration.ofMillis(1);
        RetryPolicy least = new RetryPolicy(shortest, shortest, shortest, 0);
        assertThat(least.patience()).isEqualTo(shortest);
        Duration longest = Duration.ofSeconds(255);
        RetryPolicy most = new RetryPolicy(longest, longest, longest, 100);
        assertThat(most.patience()).isEqualTo(longest.multipliedBy(101));
    }
}
