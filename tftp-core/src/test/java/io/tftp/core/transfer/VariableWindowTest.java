package io.tftp.core.transfer;

import static io.tftp.core.transfer.Machines.grantedRead;
import static io.tftp.core.transfer.Machines.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.transfer.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows' boot manager: each ACK says how large the next window is to be ({@code msftwindow}). */
class VariableWindowTest {

    private static final String ASKED = "blksize=8 windowsize=4 msftwindow=31416";
    private static final String GRANTED = "OACK blksize=8 windowsize=4 msftwindow=27182";

    // machine                        peer
    // OACK msftwindow=27182  --->
    //                        <---    ACK 0, next window 2
    // DATA 1..2              --->
    //                        <---    ACK 2, next window 5
    // DATA 3..7              --->
    //                        <---    ACK 7, next window 1
    // DATA 8                 --->
    @Test
    void eachAckChoosesTheNextWindow() {
        ScriptedPeer peer = grantedRead(ASKED, 800).gets(GRANTED);
        peer.says("ACK 0 window=2").gets("DATA 1..2");
        peer.says("ACK 2 window=5").gets("DATA 3..7");
        peer.says("ACK 7 window=1").gets("DATA 8");
        peer.says("ACK 8 window=255").gets("DATA 9..100", "DATA 101:0");
        peer.says("ACK 101 window=9").gets();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(peer.stats().resends()).isZero();
    }

    @Test
    void ackWithoutAWordOnItLeavesTheWindowAsItIs() {
        grantedRead(ASKED, 800)
                .gets(GRANTED)
                .says("ACK 0")
                .gets("DATA 1..4")
                .says("ACK 4 window=6")
                .gets("DATA 5..10")
                .says("ACK 10")
                .gets("DATA 11..16");
    }

    // Dell's switches pad their ACKs.
    @ParameterizedTest
    @ValueSource(strings = {"blksize=8 windowsize=4", "blksize=8 windowsize=4 timeout=5"})
    void byteBehindAnAckMeansNothingWhereItWasNotAgreedOn(String options) {
        grantedRead(options, 800)
                .gets("OACK " + options)
                .says("ACK 0 window=2")
                .gets("DATA 1..4")
                .says("ACK 4 window=9")
                .gets("DATA 5..8");
    }

    // machine          peer
    // DATA 1..8 --->           (4 is lost)
    //           <---   ACK 3, next window 2
    // DATA 4..5 --->
    //           <---   ACK 5, next window 4
    // DATA 6..9 --->
    @Test
    void receiverThatMissesABlockGetsItInTheSmallerWindowItAsksFor() {
        ScriptedPeer peer = grantedRead(ASKED, 800).gets(GRANTED);
        peer.says("ACK 0 window=8").gets("DATA 1..8").waits(3);
        peer.says("ACK 3 window=2").gets("DATA 4..5");
        peer.waits(3).says("ACK 5 window=4").gets("DATA 6..9");
        assertThat(peer.stats().resends()).isEqualTo(5);
    }

    // machine          peer
    // DATA 1..4 --->           (1 is lost)
    //           <---   ACK 0, next window 2
    // DATA 1..2 --->
    //           <---   ACK 0, next window 2   (once is enough)
    @Test
    void sameAckAgainMaySayAnotherWindow() {
        ScriptedPeer peer = grantedRead(ASKED, 800).gets(GRANTED);
        peer.says("ACK 0").gets("DATA 1..4").waits(3);
        peer.says("ACK 0 window=2").gets("DATA 1..2");
        peer.waits(3).says("ACK 0 window=2", "ACK 0 window=2").gets();
    }

    @Test
    void timerSendsTheWindowThatWasChosenLast() {
        ScriptedPeer peer = grantedRead(ASKED, 800).gets(GRANTED);
        peer.waits(3).says("ACK 0 window=1").gets("DATA 1").waits(3);
        peer.says("ACK 1 window=3").gets("DATA 2..4").waits(60).gets("DATA 2..4");
    }

    @Test
    void aWindowOfOneIsLockStepAndKeepsItsRule() {
        ScriptedPeer peer = grantedRead(ASKED, 800).gets(GRANTED);
        peer.says("ACK 0 window=1").gets("DATA 1").waits(3);
        peer.says("ACK 1 window=1").gets("DATA 2").waits(3);
        peer.says("ACK 1 window=1", "ACK 1 window=1").gets();
    }

    @Test
    void aReaderThatAskedForItSaysItsWindowInEachAck() {
        ScriptedPeer peer =
                read(ASKED, 8).gets("RRQ \"f\" octet " + ASKED).says(GRANTED).gets("ACK 0 window=4");
        peer.says("DATA 1..4").gets("ACK 4 window=4").says("DATA 5:3").waits(1).gets("ACK 5 window=4");
        assertThat(peer.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }
}
