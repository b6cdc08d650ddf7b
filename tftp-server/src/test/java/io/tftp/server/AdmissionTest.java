package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.loop.Clock;
import io.tftp.core.loop.EventLoop;
import io.tftp.core.wire.ReadRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which clients have room, on a host whose link is 2001:db8:1::/64. Whatever is turned away is turned away in silence. */
class AdmissionTest {

    private static final ReadRequest REQUEST = Peer.read("file");

    private final LiveTransfers transfers = new LiveTransfers(Clock.system());
    private EventLoop loop;

    @BeforeEach
    void open() throws IOException {
        loop = EventLoop.open("admission-test", true);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Admission admission(ServerLimits limits) throws UnknownHostException {
        List<InetAddress> own = List.of(InetAddress.getByName("2001:db8:1::1"));
        return new Admission(
                limits,
                (request, client) -> true,
                transfers,
                new TransferTimes(loop, transfers, Duration.ofHours(1)),
                new ServerListener() {},
                new Neighbours(() -> own, Runnable::run, Clock.system().nanoTime()));
    }

    private static InetSocketAddress client(String network, int machine, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(network + Integer.toHexString(machine)), port);
    }

    /** A request that finds its way in, and a transfer that is answered, so that it never makes room. */
    private boolean begins(Admission admission, InetSocketAddress client) throws UnknownHostException {
        if (!admission.mayAsk(REQUEST, client, null) || !admission.hasRoom(client, false, null)) {
            return false;
        }
        begin(admission, client);
        return true;
    }

    private ServerTransfer begin(Admission admission, InetSocketAddress client) throws UnknownHostException {
        LiveTransfers.Key key = new LiveTransfers.Key(client, InetAddress.getByName("2001:db8:1::1"));
        ServerTransfer transfer =
                new ServerTransfer(key, REQUEST, admission.scopeOf(client), transfers, new ServerListener() {}, false);
        transfers.put(transfer);
        return transfer;
    }

    private int begun(Admission admission, String network, int machines) throws UnknownHostException {
        int count = 0;
        for (int machine = 1; machine <= machines; machine++) {
            for (int port = 1; port <= 5; port++) {
                count += begins(admission, client(network, machine, port)) ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aLanOfHundredsOfMachinesBootsAtOnce() throws Exception {
        assertThat(begun(admission(ServerLimits.DEFAULTS), "2001:db8:1::", 600)).isEqualTo(3000);
    }

    @Test
    void aNetworkElsewhereIsOneClient() throws Exception {
        assertThat(begun(admission(ServerLimits.DEFAULTS), "2001:db8:2::", 600)).isEqualTo(500);
    }

    @Test
    void whoTakesOneAddressOfTheLinkAfterTheOtherHasABoundToo() throws Exception {
        assertThat(begun(admission(ServerLimits.DEFAULTS.withClient(10, 0)), "2001:db8:1::", 600))
                .isEqualTo(10 * ClientScope.LINK_SHARE);
    }

    @Test
    void requestsOfTheWholeLinkHaveABoundToo() throws Exception {
        Admission admission = admission(ServerLimits.DEFAULTS.withClient(0, 1));
        int count = 0;
        for (int machine = 1; machine <= 600; machine++) {
            count += admission.mayAsk(REQUEST, client("2001:db8:1::", machine, 1), null) ? 1 : 0;
        }
        assertThat(count).isBetween(10 * ClientScope.LINK_SHARE, 20 * ClientScope.LINK_SHARE); // time goes on
    }

    /** Five hundred requests that someone else sent in a client's name are never answered. */
    @Test
    void aClientsOwnOldestThatWasNeverAnsweredGivesWay() throws Exception {
        Admission admission = admission(ServerLimits.DEFAULTS);
        InetSocketAddress client = client("2001:db8:1::", 7, 1);
        for (int port = 1; port <= 500; port++) {
            transfers.awaitAnswer(
                    begin(admission, client("2001:db8:1::", 7, port)),
                    Clock.system().nanoTime());
        }
        for (int i = 0; i < 250; i++) {
            assertThat(admission.hasRoom(client, false, null)).isTrue();
            begin(admission, client);
        }
    }

    @Test
    void thoseThatWereNeverAnsweredHoldHalfOfAClientsRoom() throws Exception {
        Admission admission = admission(ServerLimits.DEFAULTS.withClient(10, 0));
        InetSocketAddress client = client("2001:db8:1::", 7, 1);
        for (int port = 1; port <= 9; port++) {
            transfers.awaitAnswer(
                    begin(admission, client("2001:db8:1::", 7, port)),
                    Clock.system().nanoTime() - Unanswered.FRESH_NANOS);
        }
        ClientNetwork network = admission.scopeOf(client).client();
        assertThat(admission.hasRoom(client, false, null)).isTrue();
        assertThat(transfers.unansweredOf(network)).as("two make room for one").isEqualTo(7);
        assertThat(admission.hasRoom(client, false, null)).isTrue();
        assertThat(admission.hasRoom(client, false, null)).isTrue();
        assertThat(admission.hasRoom(client, false, null)).isTrue();
        assertThat(transfers.unansweredOf(network)).isEqualTo(4);
    }

    @Test
    void thoseThatWereNeverAnsweredHoldHalfOfAllRoom() throws Exception {
        Admission admission = admission(ServerLimits.DEFAULTS.withTransfers(10).withClient(0, 0));
        for (int machine = 1; machine <= 9; machine++) {
            transfers.awaitAnswer(
                    begin(admission, client("2001:db8:2::", machine, 1)),
                    Clock.system().nanoTime() - Unanswered.FRESH_NANOS);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(admission.hasRoom(client("2001:db8:3::", 1, 1), false, null))
                    .isTrue();
        }
        assertThat(transfers.unanswered()).isEqualTo(4);
    }
}
