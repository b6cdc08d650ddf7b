package io.tftp.core.transfer;

import static io.tftp.core.transfer.Machines.grantedWrite;
import static io.tftp.core.transfer.Machines.plainWrite;
import static io.tftp.core.transfer.Machines.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.testing.Pace;
import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReceiveTransferTest {

    private static final String WINDOW_4 = "blksize=8 windowsize=4";

    // machine         peer
    // RRQ f   --->
    //         <---    DATA 1
    // ACK 1   --->
    //         <---    DATA 2:5
    // ACK 2   --->
    @Test
    void plainReadIsAcknowledgedBlockByBlock() {
        ScriptedPeer peer = read("", 512)
                .gets("RRQ \"f\" octet")
                .says("DATA 1")
                .gets("ACK 1")
                .says("DATA 2:5");
        peer.waits(0).gets("ACK 2");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(peer.sink().committed()).isTrue();
        assertThat(peer.sink().size()).isEqualTo(517);
        assertThat(peer.stats().bytes()).isEqualTo(517);
        assertThat(peer.stats().resends()).isZero();
    }

    // machine              peer
    // RRQ f ...    --->
    //              <---    OACK
    // ACK 0        --->
    //              <---    DATA 1..4
    // ACK 4        --->
    //              <---    DATA 5 6:0
    // ACK 6        --->
    @Test
    void grantedReadIsAcknowledgedWindowByWindow() {
        ScriptedPeer peer =
                read(WINDOW_4, 8).gets("RRQ \"f\" octet blksize=8 windowsize=4").says("OACK blksize=8 windowsize=4");
        peer.gets("ACK 0")
                .says("DATA 1..4")
                .gets("ACK 4")
                .says("DATA 5", "DATA 6:0")
                .waits(0)
                .gets("ACK 6");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void optionAckThatComesAgainIsAcknowledgedAgain() {
        ScriptedPeer peer = read("blksize=8", 8)
                .gets("RRQ \"f\" octet blksize=8")
                .says("OACK blksize=8")
                .gets("ACK 0");
        peer.says("OACK blksize=8")
                .gets("ACK 0")
                .says("DATA 1")
                .gets("ACK 1")
                .says("OACK blksize=8")
                .gets();
    }

    @Test
    void readAnsweredWithAnAckIsAnError() {
        ScriptedPeer peer = read("", 512).gets("RRQ \"f\" octet").says("ACK 0");
        peer.gets("ERROR 4 the read request was answered with an acknowledgment instead of DATA");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
    }

    @Test
    void firstAnswerToAReadMustBeBlockOne() {
        ScriptedPeer peer = read("", 512)
                .gets("RRQ \"f\" octet")
                .says("DATA 2")
                .gets()
                .says("DATA 1")
                .gets("ACK 1");
        assertThat(peer.stats().strays()).isOne();
    }

    // machine         peer
    // ACK 0   --->
    //         <---    DATA 1:3
    // ACK 1   --->
    @Test
    void plainWriteOpensWithAckZero() {
        ScriptedPeer peer = plainWrite().gets("ACK 0").says("DATA 1:3").waits(0).gets("ACK 1");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    // machine           peer
    // OACK      --->
    //           <---    DATA 1..4
    // ACK 4     --->
    @Test
    void grantedWriteOpensWithAnOptionAck() {
        grantedWrite(WINDOW_4)
                .gets("OACK blksize=8 windowsize=4")
                .says("DATA 1..4")
                .gets("ACK 4");
    }

    // machine           peer
    // OACK      --->
    //           <---    DATA 2   (1 is lost)
    // ACK 0     --->
    @Test
    void lostFirstBlockOfAWriteIsAskedForAtOnce() {
        grantedWrite(WINDOW_4)
                .gets("OACK blksize=8 windowsize=4")
                .says("DATA 2")
                .gets("ACK 0")
                .says("DATA 3..4")
                .gets();
    }

    @Test
    void openingIsSentAgainUntilItIsAnswered() {
        ScriptedPeer peer =
                plainWrite().gets("ACK 0").waits(999).gets().waits(1).gets("ACK 0");
        peer.waits(1_999).gets().waits(1).gets("ACK 0").waits(60_000).gets("ACK 0", "ACK 0", "ACK 0");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(peer.stats().resends()).isEqualTo(5);
    }

    // machine           peer
    //           <---    DATA 1 2 4   (3 is lost)
    // ACK 2     --->
    //           <---    DATA 5
    //           <---    DATA 3..6
    // ACK 6     --->
    @Test
    void gapIsToldOnceAndAtOnce() {
        ScriptedPeer peer = running()
                .says("DATA 1", "DATA 2", "DATA 4")
                .gets("ACK 2")
                .says("DATA 5")
                .gets();
        peer.says("DATA 3..6").gets("ACK 6");
        assertThat(peer.sink().size()).isEqualTo(48);
    }

    // machine           peer
    //           <---    DATA 1 2 4..8   (3 is lost)
    // ACK 2     --->
    //           <---    DATA 3          (and nothing else: this sender goes on behind what is kept)
    // ACK 8     --->
    //           <---    DATA 9 11..16   (10 is lost)
    // ACK 9     --->
    //           <---    DATA 10
    // ACK 16    --->                    (at once, as the sender is known)
    @Test
    void whatCameBehindAGapIsKept() {
        ScriptedPeer peer = running("blksize=8 windowsize=16")
                .says("DATA 1..2", "DATA 4..8")
                .gets("ACK 2");
        peer.waits(2).says("DATA 3").waits(10).gets("ACK 8");
        assertThat(peer.sink().size()).isEqualTo(64);
        peer.says("DATA 9", "DATA 11..16").gets("ACK 9");
        peer.waits(2).says("DATA 10").gets("ACK 16");
        assertThat(peer.sink().size()).isEqualTo(128);
    }

    // A sender that sends all from the gap on must not be told in the middle that it may begin once more.
    //
    // machine           peer
    //           <---    DATA 1 2 4..16  (3 is lost)
    // ACK 2     --->
    //           <---    DATA 3..18
    // ACK 18    --->
    @Test
    void senderThatSendsAllFromTheGapOnIsAcknowledgedWhereItsWindowEnds() {
        ScriptedPeer peer = running("blksize=8 windowsize=16")
                .says("DATA 1..2", "DATA 4..16")
                .gets("ACK 2");
        peer.waits(2).says("DATA 3..18").gets("ACK 18").waits(5).gets();
    }

    // What contradicts the order of blocks doesn't: a short block is the last, whatever was kept behind it.
    @Test
    void shortBlockEndsTheContentWhateverIsKeptBehindIt() {
        ScriptedPeer peer = running("blksize=8 windowsize=16")
                .says("DATA 1", "DATA 3:5", "DATA 4")
                .gets("ACK 1");
        peer.waits(2).says("DATA 2").waits(10).gets("ACK 3");
        assertThat(peer.sink().size()).isEqualTo(21);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    // machine           peer
    //           <---    DATA 1 3 2 4    (3 overtook 2: an ACK of 1 was needless)
    //           <---    DATA 5 7 6 8    (no ACK this time)
    @Test
    void gapIsToldLaterWhereTheNetworkLetsPacketsOvertakeOthers() {
        ScriptedPeer peer = running("blksize=8 windowsize=16")
                .says("DATA 1", "DATA 3")
                .gets("ACK 1")
                .says("DATA 2", "DATA 4");
        peer.waits(5)
                .gets("ACK 4")
                .says("DATA 5", "DATA 7")
                .gets()
                .says("DATA 6", "DATA 8")
                .gets();
        assertThat(peer.sink().size()).isEqualTo(64);
    }

    // The resend lost the same block again: the sender must hear of it, since it can't know.
    @Test
    void gapInAResendIsToldAgain() {
        ScriptedPeer peer =
                running().says("DATA 1", "DATA 2", "DATA 4").gets("ACK 2").says("DATA 4", "DATA 5");
        peer.gets("ACK 2");
    }

    // The window's ACK was lost, and the sender begins it again.
    //
    // machine           peer
    //           <---    DATA 1..4
    // ACK 4     --->    (lost)
    //           <---    DATA 1..4
    // ACK 4     --->
    @Test
    void windowThatComesAgainIsAcknowledgedAgainOnce() {
        running()
                .says("DATA 1..4")
                .gets("ACK 4")
                .says("DATA 1..4")
                .gets("ACK 4")
                .says("DATA 1..4")
                .gets("ACK 4");
    }

    // The sender's window began at 3, and so it ends at 6 and not at 8.
    //
    // machine           peer
    //           <---    DATA 1..4
    // ACK 4     --->    (a gap's ACK 2 was before it)
    //           <---    DATA 3..6
    // ACK 6     --->
    @Test
    void acknowledgesWhereTheSendersWindowEnds() {
        running()
                .says("DATA 1..4")
                .gets("ACK 4")
                .says("DATA 3..6")
                .gets("ACK 6")
                .says("DATA 7..10")
                .gets("ACK 10");
    }

    @Test
    void eachRepeatedBlockOfLockStepIsAcknowledgedAgain() {
        ScriptedPeer peer = plainWrite().gets("ACK 0").says("DATA 1").gets("ACK 1");
        peer.says("DATA 1").gets("ACK 1").says("DATA 1").gets("ACK 1");
        assertThat(peer.sink().size()).isEqualTo(512);
    }

    @Test
    void timerAcknowledgesWhatCameSoFar() {
        ScriptedPeer peer = running().says("DATA 1..2").gets().waits(1_000).gets("ACK 2", "ACK 2", "ACK 2", "ACK 2");
        assertThat(peer.stats().resends()).isEqualTo(3);
    }

    // machine         peer
    //         <---    DATA 1:3
    // ACK 1   --->    (lost)
    //         <---    DATA 1:3
    // ACK 1   --->
    // 256 kbit/s: the opening's small packets took a few milliseconds, and each block takes 47.
    @Test
    void blocksThatComeOneByOneAreNoReasonToAsk() {
        ScriptedPeer peer = read("blksize=8 windowsize=16", 8)
                .gets("RRQ \"f\" octet blksize=8 windowsize=16")
                .waits(3)
                .says("OACK blksize=8 windowsize=16");
        peer.gets("ACK 0").waits(3).says("DATA 1", "DATA 2");
        for (int block = 3; block <= 16; block++) {
            peer.waits(47).gets().says("DATA " + block);
        }
        peer.gets("ACK 16").waits(47).says("DATA 17:0").waits(0).gets("ACK 17");
        assertThat(peer.stats().resends()).isZero();
    }

    @Test
    void lostLastAckIsAnsweredWhileLingering() {
        ScriptedPeer peer = plainWrite().gets("ACK 0").says("DATA 1:3").waits(0).gets("ACK 1");
        peer.waits(1_000)
                .says("DATA 1:3")
                .gets("ACK 1")
                .says("DATA 7", "ACK 1", "ERROR 0 bye")
                .gets();
        assertThat(peer.ended()).isFalse();
        peer.waits(10_000).gets();
        assertThat(peer.ended()).isTrue();
        peer.says("DATA 1:3").gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void nobodyLingersForAClosedPort() {
        ScriptedPeer peer = plainWrite().says("DATA 1:3").waits(0);
        peer.does(machine -> machine.handleUnreachable(peer.now()));
        assertThat(peer.ended()).isTrue();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    // machine         peer
    //         <---    DATA 1:3
    //         <---    DATA 1:3
    // (committed)
    // ACK 1   --->
    @Test
    void lastBlockIsAcknowledgedWhenTheContentIsCommitted() {
        Pace slow = Pace.INSTANT.withCommit(TimeUnit.SECONDS.toNanos(100));
        ScriptedPeer peer = grantedWrite("blksize=8", slow)
                .gets("OACK blksize=8")
                .says("DATA 1:3", "DATA 1:3")
                .gets();
        assertThat(peer.sink().committed()).isFalse();
        peer.waits(100_000).gets("ACK 1");
        assertThat(peer.sink().committed()).isTrue();
    }

    @Test
    void errorAfterTheLastBlockDoesNotUndoTheContent() {
        Pace slow = Pace.INSTANT.withCommit(TimeUnit.SECONDS.toNanos(1));
        ScriptedPeer peer = grantedWrite("blksize=8", slow)
                .says("DATA 1:3", "ERROR 0 early terminate")
                .waits(1_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void abortInsteadOfTheCommitTellsThePeer() {
        Pace slow = Pace.INSTANT.withCommit(TimeUnit.SECONDS.toNanos(1));
        ScriptedPeer peer =
                grantedWrite("blksize=8", slow).gets("OACK blksize=8").says("DATA 1:3");
        peer.does(machine -> machine.abort(ErrorCode.DISK_FULL, "disk full")).gets("ERROR 3 disk full");
        peer.waits(2_000).gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.ABORTED);
        assertThat(peer.sink().committed()).isFalse();
    }

    @Test
    void blockLongerThanAgreedIsAnError() {
        ScriptedPeer peer = running().says("DATA 1:9").gets("ERROR 4 a block of 9 bytes came where 8 were agreed");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(peer.sink().size()).isZero();
    }

    @Test
    void contentLongerThanAnnouncedIsAnError() {
        ScriptedPeer peer = read("tsize=0", 512).says("OACK tsize=600").gets("RRQ \"f\" octet tsize=0", "ACK 0");
        peer.says("DATA 1")
                .gets("ACK 1")
                .says("DATA 2")
                .gets("ERROR 0 more than the 600 bytes came that were announced (tsize)");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
    }

    @Test
    void contentShorterThanAnnouncedIsAnError() {
        ScriptedPeer peer = read("tsize=0", 512).says("OACK tsize=600").gets("RRQ \"f\" octet tsize=0", "ACK 0");
        peer.says("DATA 1:511").gets("ERROR 0 only 511 of the 600 bytes came that were announced (tsize)");
        assertThat(peer.sink().committed()).isFalse();
    }

    @Test
    void contentAsLongAsAnnouncedIsRight() {
        ScriptedPeer peer = read("tsize=0", 512).says("OACK tsize=1024").gets("RRQ \"f\" octet tsize=0", "ACK 0");
        peer.says("DATA 1", "DATA 2")
                .gets("ACK 1", "ACK 2")
                .says("DATA 3:0")
                .waits(0)
                .gets("ACK 3");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void sizeToldByAWriterIsNotHeldAgainstIt() {
        ScriptedPeer peer = grantedWrite("tsize=600")
                .gets("OACK tsize=600")
                .says("DATA 1:5")
                .waits(0)
                .gets("ACK 1");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    // The writer can't read its file.
    //
    // machine         peer
    // OACK    --->
    //         <---    ERROR 0
    @Test
    void errorToTheOptionAckIsNoProbeWhereContentShouldCome() {
        ScriptedPeer peer = grantedWrite("tsize=600").gets("OACK tsize=600").says("ERROR 0 input or output error");
        peer.gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PEER_ERROR);
    }

    @Test
    void errorEndsAnOpenReadAsThePeers() {
        ScriptedPeer opening =
                read("", 512).gets("RRQ \"f\" octet").says("ERROR 1 not found").gets();
        assertThat(opening.outcome()).isEqualTo(new Outcome(Kind.PEER_ERROR, new ErrorCode(1), "not found"));
        ScriptedPeer running =
                running().says("DATA 1", "ERROR 0 early terminate").gets();
        assertThat(running.outcome().kind()).isEqualTo(Kind.PEER_ERROR);
    }

    @Test
    void silenceIsTimedOut() {
        ScriptedPeer peer = running().says("DATA 1").waits(40_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(peer.ended()).isTrue();
        assertThat(peer.sink().committed()).isFalse();
    }

    // What changes nothing is not life: the deadline of the next block stays.
    @Test
    void repeatedBlocksDontKeepATransferAlive() {
        ScriptedPeer peer = running().says("DATA 1..4");
        for (int second = 0; second < 40; second++) {
            peer.says("DATA 1", "DATA 3").waits(1_000);
        }
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
    }

    private static ScriptedPeer running(String options) {
        return read(options, 8)
                .gets("RRQ \"f\" octet " + options)
                .waits(2)
                .says("OACK " + options)
                .gets("ACK 0")
                .waits(2);
    }

    private static ScriptedPeer running() {
        return read(WINDOW_4, 8)
                .gets("RRQ \"f\" octet blksize=8 windowsize=4")
                .waits(2)
                .says("OACK blksize=8 windowsize=4")
                .gets("ACK 0")
                .waits(2);
    }
}
