package io.tftp.core.transfer;

import static io.tftp.core.transfer.Machines.grantedRead;
import static io.tftp.core.transfer.Machines.plainRead;
import static io.tftp.core.transfer.Machines.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.options.TransferParameters;
import io.tftp.core.testing.Pace;
import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendTransferTest {

    private static final String WINDOW_4 = "blksize=8 windowsize=4";

    // machine          peer
    // DATA 1   --->
    //          <---    ACK 1
    // DATA 2:1 --->
    //          <---    ACK 2
    @Test
    void plainReadOpensWithTheFirstBlock() {
        ScriptedPeer peer = plainRead(513).gets("DATA 1").says("ACK 1").gets("DATA 2:1");
        peer.says("ACK 2").gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(peer.ended()).isTrue();
        assertThat(peer.stats().bytes()).isEqualTo(513);
        assertThat(peer.stats().blocks()).isEqualTo(2);
        assertThat(peer.stats().resends()).isZero();
    }

    @Test
    void emptyFileIsOneEmptyBlock() {
        ScriptedPeer peer = plainRead(0).gets("DATA 1:0").says("ACK 1").gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(peer.stats().bytes()).isZero();
    }

    @Test
    void wholeNumberOfBlocksEndsInAnEmptyOne() {
        ScriptedPeer peer = plainRead(512).gets("DATA 1").says("ACK 1").gets("DATA 2:0");
        peer.says("ACK 2");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    // machine            peer
    // OACK       --->
    //            <---    ACK 0
    // DATA 1..4  --->
    //            <---    ACK 4
    // DATA 5 6:3 --->
    //            <---    ACK 6
    @Test
    void grantedReadOpensWithAnOptionAckAndSendsAWindowForEachAck() {
        ScriptedPeer peer = grantedRead(WINDOW_4, 43).gets("OACK blksize=8 windowsize=4");
        peer.says("ACK 0").gets("DATA 1..4").says("ACK 4").gets("DATA 5", "DATA 6:3");
        peer.says("ACK 6").gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void windowLargerThanTheFileSendsAllOfIt() {
        grantedRead("blksize=8 windowsize=32767", 17)
                .gets("OACK blksize=8 windowsize=32767")
                .says("ACK 0")
                .gets("DATA 1", "DATA 2", "DATA 3:1");
    }

    // machine                 peer
    // WRQ f blksize=8  --->
    //                  <---   OACK blksize=8
    // DATA 1:5         --->
    @Test
    void writeGoesOnWithTheOptionsThatWereGranted() {
        ScriptedPeer peer = write("blksize=8 windowsize=4", 8, 5).gets("WRQ \"f\" octet blksize=8 windowsize=4");
        peer.says("OACK blksize=8").gets("DATA 1:5").says("ACK 1");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void writeFallsBackToPlainWhenTheOptionsAreIgnored() {
        write("blksize=8 windowsize=4", 512, 600)
                .gets("WRQ \"f\" octet blksize=8 windowsize=4")
                .says("ACK 0")
                .gets("DATA 1");
    }

    // machine          peer
    // WRQ      --->
    //          <---    OACK
    // DATA 1   --->    (lost; the source is slow, so the window isn't full, and no timer runs)
    //          <---    OACK
    // DATA 1   --->
    @Test
    void repeatedOptionAckOfAServerThatMissesTheFirstBlockIsAnsweredWhileTheSourceIsSlow() {
        Pace slow = Pace.INSTANT.withRead(TimeUnit.SECONDS.toNanos(1));
        String options = "blksize=8 windowsize=64";
        ScriptedPeer peer = write(options, 8, 800, slow).gets("WRQ \"f\" octet " + options);
        peer.waits(10).says("OACK " + options).waits(3_000);
        assertThat(peer.stats().resends()).isZero();
        peer.says("OACK " + options);
        long resent = peer.stats().resends();
        assertThat(resent).isPositive();
        peer.says("OACK " + options, "OACK " + options);
        assertThat(peer.stats().resends()).as("once").isEqualTo(resent);
    }

    @Test
    void repeatedOptionAckChangesNothing() {
        ScriptedPeer peer = write("blksize=8", 8, 20)
                .gets("WRQ \"f\" octet blksize=8")
                .says("OACK blksize=8")
                .gets("DATA 1");
        peer.says("OACK blksize=8").gets();
        assertThat(peer.stats().strays()).isOne();
    }

    @Test
    void optionThatWasNotAskedIsAnError() {
        ScriptedPeer peer =
                write("blksize=8", 8, 20).gets("WRQ \"f\" octet blksize=8").says("OACK windowsize=4");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        assertThat(peer.outcome().code()).isEqualTo(ErrorCode.OPTION_NEGOTIATION_FAILED);
        assertThat(peer.ended()).isTrue();
    }

    @Test
    void writeAnsweredWithDataIsAnError() {
        ScriptedPeer peer = write("", 512, 20).gets("WRQ \"f\" octet").says("DATA 1");
        peer.gets("ERROR 4 the write request was answered with DATA instead of an acknowledgment");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROTOCOL_ERROR);
    }

    // "the sender must never resend the current DATA packet on receipt of a duplicate ACK" (RFC 1123 §4.2.3.1)
    //
    // machine         peer
    // DATA 1  --->
    //         <---    ACK 1
    // DATA 2  --->
    //         <---    ACK 1   (again)
    @Test
    void duplicateAckDoesNotResendData() {
        ScriptedPeer peer =
                plainRead(2_000).gets("DATA 1").waits(2).says("ACK 1").gets("DATA 2");
        peer.waits(10).says("ACK 1").gets().says("ACK 1", "ACK 0").gets();
        assertThat(peer.stats().resends()).isZero();
        assertThat(peer.stats().strays()).isEqualTo(3);
    }

    @Test
    void acksOfTheFutureAndThePastChangeNothing() {
        ScriptedPeer peer = runningInWindows().says("ACK 4").gets("DATA 5..8");
        peer.waits(2).says("ACK 9", "ACK 65535", "ACK 3", "ACK 0", "ACK 32768").gets();
        assertThat(peer.stats().blocks()).isEqualTo(4);
    }

    // machine                   peer
    // WRQ                --->
    //                    <---   OACK
    // DATA 1..32767      --->
    //                    <---   ACK 32767
    // DATA 32768..65534  --->
    //                    <---   ACK 0..32766   (all late)
    @ParameterizedTest
    @ValueSource(strings = {"", " rollover=1"})
    void lateAckOfTheWindowBeforeAcknowledgesNothingInTheLargestWindow(String rollover) {
        int window = TransferParameters.MAX_WINDOW_SIZE;
        String options = "blksize=8 windowsize=" + window + rollover;
        ScriptedPeer peer = write(options, 8, 8L * 3 * window).gets("WRQ \"f\" octet " + options);
        peer.says("OACK " + options).gets("DATA 1.." + window);
        peer.says("ACK " + window).gets("DATA " + (window + 1) + ".." + 2 * window);
        for (int late = 0; late < window; late++) {
            peer.says("ACK " + late);
        }
        assertThat(peer.stats().blocks()).isEqualTo(window);
        assertThat(peer.stats().strays()).isEqualTo(window);
    }

    // machine           peer
    // DATA 1..4  --->   (3 is lost)
    //            <---   ACK 2
    // DATA 3..6  --->
    @Test
    void partialAckMovesTheWindowAndResendsFromThereAtOnce() {
        ScriptedPeer peer = runningInWindows().says("ACK 2").gets("DATA 3..6");
        assertThat(peer.stats().resends()).isEqualTo(2);
        assertThat(peer.stats().blocks()).isEqualTo(2);
    }

    // machine           peer
    // DATA 1..4  --->   (1 is lost)
    //            <---   ACK 0
    // DATA 1..4  --->
    //            <---   ACK 0   ACK 0   ACK 0
    @Test
    void lostFirstBlockOfAWindowIsResentOnceForHoweverManyEqualAcks() {
        ScriptedPeer peer = runningInWindows().says("ACK 0").gets("DATA 1..4");
        peer.waits(2).says("ACK 0").waits(2).says("ACK 0", "ACK 0").gets();
        peer.says("ACK 4").gets("DATA 5..8");
    }

    // The copy comes sooner than anything can be answered.
    //
    // machine           peer
    //            <---   ACK 4
    // DATA 5..8  --->
    //            <---   ACK 4   (the network copied it)
    @Test
    void copiedAckIsNotMistakenForALoss() {
        runningInWindows().says("ACK 4").gets("DATA 5..8").says("ACK 4").gets();
    }

    // A window sent twice is acknowledged twice. If the second ACK sent a window too, all others would be sent twice.
    //
    // machine           peer
    // DATA 1..4  --->
    //            <---   ACK 0   (mistaken for a loss)
    // DATA 1..4  --->
    //            <---   ACK 4
    // DATA 5..8  --->
    //            <---   ACK 4
    @Test
    void ackOfAResentWindowMayComeTwice() {
        ScriptedPeer peer = runningInWindows().says("ACK 0").gets("DATA 1..4");
        peer.waits(1).says("ACK 4").gets("DATA 5..8");
        peer.waits(1).says("ACK 4").gets();
    }

    // Two ACKs on the way, each of the end of a window that the sender had opened: nothing is lost.
    //
    // machine           peer
    // DATA 1..4  --->
    //            <---   ACK 3
    // DATA 4..7  --->
    //            <---   ACK 4   (the first window's end)
    // DATA 8     --->
    @Test
    void lateAckOfAnEarlierWindowsEndDoesNotResend() {
        ScriptedPeer peer = runningInWindows().says("ACK 3").gets("DATA 4..7");
        peer.says("ACK 4").gets("DATA 8..8");
        assertThat(peer.stats().resends()).isOne();
    }

    // A client that acknowledges every block though a window was agreed on.
    @Test
    void acksOfEachBlockOfAWindowDontResendIt() {
        ScriptedPeer peer = grantedRead("blksize=8 windowsize=64", 8 * 640).gets("OACK blksize=8 windowsize=64");
        peer.waits(2)
                .says("ACK 0")
                .gets("DATA 1..64")
                .waits(2)
                .says("ACK 64")
                .gets("DATA 65..128")
                .waits(2);
        for (int block = 65; block <= 128; block++) {
            peer.says("ACK " + block);
        }
        assertThat(peer.stats().resends()).isLessThan(64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 64})
    void noStreamOfAcksMakesAStorm(int windowSize) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ScriptedPeer peer = grantedRead("blksize=8 windowsize=" + windowSize, 8 * 10_000)
                    .says("ACK 0");
            long timeouts = 0;
            for (int step = 0; step < 300; step++) {
                long acked = peer.stats().blocks();
                peer.says("ACK " + ((acked - 1 + random.nextInt(3 + random.nextInt(windowSize + 1))) & 0xFFFF));
                if (random.nextInt(3) == 0) {
                    peer.waits(random.nextInt(5));
                    timeouts++; // at most one in so short a time
                }
            }
            long bound = windowSize == 1
                    ? timeouts
                    : (4 + timeouts) * windowSize + 4 * peer.stats().blocks();
            assertThat(peer.stats().resends()).as("seed " + seed).isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void timerSendsTheWindowAgain() {
        ScriptedPeer peer = runningInWindows().says("ACK 4").gets("DATA 5..8");
        peer.waits(49).gets().waits(10).gets("DATA 5..8");
        assertThat(peer.stats().resends()).isEqualTo(4);
    }

    // The wait was too short, or the window's end was lost: two blocks make a receiver say what it has.
    //
    // machine             peer
    // DATA 1..16  --->
    // DATA 1 16   --->
    //             <---    ACK 16
    // DATA 17..32 --->
    @Test
    void timerAsksByTheFirstAndTheLastBlockOfALargeWindow() {
        ScriptedPeer peer = runningInLargeWindows().waits(60).gets("DATA 1", "DATA 16");
        peer.says("ACK 16").gets("DATA 17..32");
        assertThat(peer.stats().resends()).isEqualTo(2);
    }

    // machine             peer
    // DATA 1..16  --->    (5 and 15 are lost, the others are kept)
    //             <---    ACK 4
    // DATA 5      --->
    //             <---    ACK 14
    // DATA 15     --->
    // DATA 17..30 --->    (in runs, from now on)
    @Test
    void onlyWhatIsMissingGoesToAReceiverThatKeepsTheRest() {
        ScriptedPeer peer = runningInLargeWindows().says("ACK 4").gets("DATA 5").waits(2);
        peer.says("ACK 14").waits(40).gets("DATA 15", "DATA 17..30");
        assertThat(peer.stats().resends()).isEqualTo(2);
    }

    // machine             peer
    // DATA 1..16  --->    (5 is lost, 6..16 are thrown away)
    //             <---    ACK 4
    // DATA 5      --->    (nothing comes)
    // DATA 5..20  --->
    @Test
    void allFromTheGapOnGoesToAReceiverThatKeepsSilent() {
        ScriptedPeer peer = runningInLargeWindows().says("ACK 4").gets("DATA 5").waits(150);
        peer.gets("DATA 5..20");
        peer.says("ACK 10").waits(100).gets("DATA 11..26");
    }

    // The window would go out for longer than the peer may be silent.
    @Test
    void pacedSenderGivesUpAPeerThatHasGone() {
        ScriptedPeer peer = grantedRead("blksize=8 windowsize=8192", 8 * 20_000).says("ACK 0");
        for (int block = 4; block <= 40; block += 4) {
            peer.waits(200).says("ACK " + block);
        }
        peer.waits(60_000);
        assertThat(peer.ended()).isTrue();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
    }

    // An ACK can't be due before the window is full.
    @Test
    void windowWaitsForASlowSourceWithoutResending() {
        Pace slow = Pace.INSTANT.withRead(TimeUnit.SECONDS.toNanos(1));
        ScriptedPeer peer =
                grantedRead("blksize=8 windowsize=64", 800, slow).says("ACK 0").waits(20_000);
        assertThat(peer.stats().resends()).isZero();
        assertThat(peer.ended()).isFalse();
    }

    // machine          peer
    // DATA 1   --->
    //          <---    ACK 1
    // DATA 2:0 --->    (dies)
    @Test
    void lastAckMissingIsUnconfirmed() {
        ScriptedPeer peer = plainRead(512).says("ACK 1").waits(60_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.UNCONFIRMED);
        assertThat(peer.outcome().succeeded()).isTrue();
        assertThat(peer.ended()).isTrue();
    }

    // machine             peer
    // DATA 1..3   --->    (dies)
    @Test
    void wholeWindowMissingAtTheEndIsNotUnconfirmed() {
        ScriptedPeer peer =
                grantedRead("blksize=8 windowsize=64", 17).says("ACK 0").waits(60_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(peer.stats().bytes()).isZero();
    }

    @Test
    void peerThatNeverAnsweredATransferOfOneBlockIsTimedOut() {
        ScriptedPeer peer = plainRead(10).waits(60_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        peer.gets("DATA 1:10", "DATA 1:10", "DATA 1:10", "DATA 1:10", "DATA 1:10", "DATA 1:10");
    }

    @Test
    void silenceInTheMiddleIsTimedOut() {
        ScriptedPeer peer = plainRead(2_000).says("ACK 1").waits(31_000);
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(peer.outcome().message()).startsWith("no answer for 30");
    }

    // A switch that writes its flash.
    @Test
    void stallOfTwentySecondsIsSurvived() {
        ScriptedPeer peer = plainRead(2_000)
                .waits(1)
                .says("ACK 1")
                .waits(20_000)
                .says("ACK 2")
                .waits(1);
        assertThat(peer.stats().blocks()).isEqualTo(2);
    }

    // EDK2 asks for the size and breaks off.
    //
    // machine         peer
    // OACK    --->
    //         <---    ERROR 8
    @Test
    void errorToTheOptionAckIsAProbe() {
        ScriptedPeer peer = grantedRead("tsize=4", 4).gets("OACK tsize=4").says("ERROR 8 User aborted the transfer");
        peer.gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PROBED);
    }

    @Test
    void errorWhileRunningEndsItWithoutAnAnswer() {
        ScriptedPeer peer = plainRead(2_000)
                .says("ACK 1")
                .gets("DATA 1", "DATA 2")
                .says("ERROR 3 disk full")
                .gets();
        assertThat(peer.outcome()).isEqualTo(new Outcome(Kind.PEER_ERROR, new ErrorCode(3), "disk full"));
        peer.says("ACK 2", "ERROR 0 again").waits(10_000).gets();
        assertThat(peer.stats().strays()).isEqualTo(2);
    }

    @Test
    void errorToAWriteRequestIsThePeers() {
        ScriptedPeer peer = write("", 512, 1).says("ERROR 2 no");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.PEER_ERROR);
    }

    @Test
    void abortTellsThePeerOnce() {
        ScriptedPeer peer = plainRead(2_000).gets("DATA 1");
        peer.does(machine -> machine.abort(ErrorCode.NOT_DEFINED, "cancelled")).gets("ERROR 0 cancelled");
        assertThat(peer.outcome()).isEqualTo(new Outcome(Kind.ABORTED, ErrorCode.NOT_DEFINED, "cancelled"));
        assertThat(peer.ended()).isTrue();
        peer.does(machine -> machine.abort(ErrorCode.NOT_DEFINED, "again"))
                .waits(10_000)
                .gets();
    }

    @Test
    void closedPortIsSilenceThatHasLastedLongEnough() {
        ScriptedPeer running = plainRead(2_000).says("ACK 1");
        running.does(machine -> machine.handleUnreachable(running.now()));
        assertThat(running.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(running.outcome().message()).isEqualTo("the peer's port is closed");

        ScriptedPeer atTheEnd = plainRead(512).says("ACK 1");
        atTheEnd.does(machine -> machine.handleUnreachable(atTheEnd.now()));
        assertThat(atTheEnd.outcome().kind()).isEqualTo(Kind.UNCONFIRMED);
    }

    @Test
    void timeoutThatComesTooEarlyDoesNothing() {
        ScriptedPeer peer = plainRead(2_000).gets("DATA 1");
        peer.does(machine -> machine.handleTimeout(peer.now())).gets();
        assertThat(peer.stats().resends()).isZero();
    }

    @Test
    void bufferIsGivenBackOnce() {
        ByteBuffer buffer = ByteBuffer.allocate(4_096);
        SendTransfer machine = new SendTransfer(Opening.none(), Machines.POLICY, size -> buffer);
        machine.start(0);
        assertThat(machine.releaseBuffer()).containsSame(buffer);
        assertThat(machine.releaseBuffer()).isEmpty();
    }

    /** Windows of 16, of which the first is out, and a round trip of 2 ms. */
    private static ScriptedPeer runningInLargeWindows() {
        ScriptedPeer peer = grantedRead("blksize=8 windowsize=16", 8 * 800).gets("OACK blksize=8 windowsize=16");
        return peer.waits(2).says("ACK 0").gets("DATA 1..16").waits(2);
    }

    /** Windows of 4, of which the first is out, and a round trip of 2 ms. */
    private static ScriptedPeer runningInWindows() {
        ScriptedPeer peer = grantedRead(WINDOW_4, 800).gets("OACK blksize=8 windowsize=4");
        return peer.waits(2).says("ACK 0").gets("DATA 1..4").waits(2);
    }
}
