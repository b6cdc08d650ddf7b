package io.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.loop.Clock;
import io.tftp.core.wire.ReadRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** What counts, and who makes room, in a time of the test's own. */
class LiveTransfersTest {

    private static final long START = Long.MAX_VALUE - 5; // overflows at once
    private static final long LATER = START + Unanswered.FRESH_NANOS;
    private static final ReadRequest REQUEST = Peer.read("file");

    private final LiveTransfers transfers = new LiveTransfers(Clock.system());

    private ServerTransfer begin(String client, int port) {
        try {
            InetAddress local = InetAddress.getByName("192.0.2.1");
            LiveTransfers.Key key =
                    new LiveTransfers.Key(new InetSocketAddress(InetAddress.getByName(client), port), local);
            ClientScope scope = ClientScope.of(ClientNetwork.of(InetAddress.getByName(client)));
            ServerTransfer transfer =
                    new ServerTransfer(key, REQUEST, scope, transfers, new ServerListener() {}, false);
            assertThat(transfers.put(transfer)).isTrue();
            return transfer;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerTransfer beginAndWait(int port, long now) {
        ServerTransfer transfer = begin("192.0.2.7", port);
        transfers.awaitAnswer(transfer, now);
        return transfer;
    }

    private ServerTransfer makesRoom(long now) {
        return transfers.makeRoom(now).orElseThrow();
    }

    @Test
    void theOldestWithoutAnAnswerMakesRoomFirst() {
        ServerTransfer first = beginAndWait(1, START);
        ServerTransfer second = beginAndWait(2, START + 1);
        ServerTransfer third = beginAndWait(3, START + 2);
        transfers.answered(second);
        assertThat(makesRoom(LATER + 2)).isSameAs(first);
        assertThat(makesRoom(LATER + 2)).isSameAs(third);
        assertThat(transfers.makeRoom(LATER + 2)).as("who answered stays").isEmpty();
    }

    @Test
    void whoseAnswerMayBeOnItsWayStays() {
        beginAndWait(1, START);
        assertThat(transfers.makeRoom(LATER - 1)).isEmpty();
        assertThat(transfers.makeRoom(LATER)).isPresent();
    }

    /** Such as one whose file is still being opened: its client was sent nothing yet. */
    @Test
    void whoseFirstPacketIsStillToComeStays() {
        begin("192.0.2.7", 1);
        assertThat(transfers.makeRoom(LATER)).isEmpty();
    }

    @Test
    void whoMadeRoomNoLongerCountsAndIsChosenOnce() {
        ServerTransfer transfer = beginAndWait(1, START);
        assertThat(transfers.countWithLingering()).isOne();
        assertThat(makesRoom(LATER)).isSameAs(transfer);
        assertThat(transfers.countWithLingering()).isZero();
        assertThat(transfers.makeRoom(LATER)).isEmpty();
        assertThat(transfers.leaving()).isOne();
        transfers.remove(transfer);
        assertThat(transfers.leaving()).isZero();
        assertThat(transfers.countWithLingering()).isZero();
    }

    /** The answer was here, and only the loop too busy. */
    @Test
    void whoAnswersAtTheLastMomentStaysAndCounts() {
        ServerTransfer transfer = beginAndWait(1, START);
        assertThat(makesRoom(LATER)).isSameAs(transfer);
        transfers.answered(transfer);
        assertThat(transfers.leaving()).isZero();
        assertThat(transfers.countWithLingering()).isOne();
        assertThat(transfers.makeRoom(LATER)).isEmpty();
    }

    /** What made room holds its socket until a loop has got to it. */
    @Test
    void notMoreMakeRoomThanMayBeHeldBeside() {
        for (int i = 1; i <= Unanswered.MOST_LEAVING + 1; i++) {
            beginAndWait(i, START);
        }
        for (int i = 0; i < Unanswered.MOST_LEAVING; i++) {
            assertThat(transfers.makeRoom(LATER)).isPresent();
        }
        assertThat(transfers.makeRoom(LATER)).isEmpty();
    }

    @Test
    void aClientsTransfersCountUntilTheirPortsAreClosed() {
        ServerTransfer running = begin("2001:db8::1", 1);
        ServerTransfer upload = begin("2001:db8::2", 1);
        begin("192.0.2.7", 1);
        ClientNetwork client = running.scope().client();
        assertThat(transfers.countOf(client)).isEqualTo(2);
        transfers.linger(upload);
        assertThat(transfers.countOf(client)).as("one lingers").isEqualTo(2);
        transfers.released(upload);
        assertThat(transfers.countOf(client)).isOne();
        transfers.remove(running);
        transfers.remove(running);
        assertThat(transfers.countOf(client)).isZero();
    }

    @Test
    void whatBeganBeforeATimeIsToldOnce() {
        ServerTransfer first = begin("192.0.2.7", 1);
        ServerTransfer gone = begin("192.0.2.7", 2);
        transfers.remove(gone);
        long now = transfers.clock().nanoTime();
        assertThat(transfers.takeBegunBefore(first.begunNanos() - 1)).isEmpty();
        assertThat(transfers.oldestBegunNanos()).hasValue(first.begunNanos());
        assertThat(transfers.takeBegunBefore(now)).containsExactly(first);
        assertThat(transfers.takeBegunBefore(now)).isEmpty();
        assertThat(transfers.oldestBegunNanos()).isEmpty();
        assertThat(transfers.count()).as("it still runs").isOne();
    }
}
