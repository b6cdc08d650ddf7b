package io.tftp.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tftp.core.testing.ScriptedPeer;
import io.tftp.core.transfer.Outcome.Kind;
import io.tftp.core.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines of a server's do for peers that never answer, or answer with what doesn't count: no more than for none. */
class SilentPeerTest {

    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(70);
    private static final String WINDOW_64 = "blksize=8 windowsize=64";

    static Stream<Arguments> openings() {
        return Stream.of(
                opening("DATA 1", () -> Machines.plainRead(100_000)),
                opening("DATA 1:0", () -> Machines.plainRead(0)),
                opening("OACK blksize=8 windowsize=64", () -> Machines.grantedRead(WINDOW_64, 100_000)),
                opening("OACK timeout=255", () -> Machines.grantedRead("timeout=255", 100_000)),
                opening("OACK timeout=1", () -> Machines.grantedRead("timeout=1", 100_000)),
                opening("ACK 0", Machines::plainWrite),
                opening("OACK blksize=8 windowsize=64", () -> Machines.grantedWrite(WINDOW_64)));
    }

    private static Arguments opening(String packet, Supplier<ScriptedPeer> machine) {
        return Arguments.of(packet, machine);
    }

    // machine          anybody
    // OACK     --->
    // OACK     --->    (five times more at most)
    @ParameterizedTest
    @MethodSource("openings")
    void whoNeverAnswersGetsSixPacketsAtMostAndAllOfTheOpening(String packet, Supplier<ScriptedPeer> machine) {
        ScriptedPeer peer = machine.get().waits(LONGEST_MILLIS);
        assertThat(peer.ended()).isTrue();
        assertThat(peer.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        int count = 1 + (int) peer.stats().resends();
        assertThat(count).isBetween(1, 6);
        peer.gets(repeated(packet, count));
    }

    // machine          anybody
    // OACK     --->
    // OACK     --->    (five times)
    //                  the server stops: no ERROR
    @ParameterizedTest
    @MethodSource("openings")
    void givingUpIsNoSeventhPacket(String packet, Supplier<ScriptedPeer> machine) {
        ScriptedPeer peer = machine.get();
        for (int i = 0;
                i < LONGEST_MILLIS && peer.stats().resends() < Machines.POLICY.retries() && !peer.ended();
                i++) {
            peer.waits(1);
        }
        boolean all = !peer.ended();
        peer.does(transfer -> transfer.abort(ErrorCode.NOT_DEFINED, "the server stops"));
        peer.gets(repeated(packet, 1 + (int) peer.stats().resends()));
        if (all) {
            assertThat(peer.outcome()).isEqualTo(new Outcome(Kind.ABORTED, ErrorCode.NOT_DEFINED, "the server stops"));
        }
    }

    @ParameterizedTest
    @MethodSource("openings")
    void givingUpEarlierIsSaid(String packet, Supplier<ScriptedPeer> machine) {
        ScriptedPeer peer = machine.get();
        peer.does(transfer -> transfer.abort(ErrorCode.NOT_DEFINED, "the server stops"));
        peer.gets(packet, "ERROR 0 the server stops");
    }

    private static String[] repeated(String packet, int count) {
        return Stream.generate(() -> packet).limit(count).toArray(String[]::new);
    }

    // machine          peer
    // DATA 1   --->
    //          <---    ACK 0, ACK 2, ACK 65535, DATA 1, OACK   (again and again)
    // DATA 1   --->    (when it would have come anyway)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDoesNotCountChangesNoDeadlineOfASender(boolean heardBefore) {
        assertThat(sendTimes(heardBefore, "ACK 7", "ACK 65535", "DATA 1", "OACK blksize=8"))
                .isEqualTo(sendTimes(heardBefore));
        assertThat(sendTimes(heardBefore, heardBefore ? "ACK 1" : "ACK 0", heardBefore ? "ACK 0" : "ACK 2"))
                .as("old acknowledgments")
                .isEqualTo(sendTimes(heardBefore));
    }

    /** When a sender in lock-step sends and gives up, in milliseconds, while its peer says the same things every 10 ms. */
    private static List<Long> sendTimes(boolean heardBefore, String... said) {
        ScriptedPeer peer = Machines.plainRead(100_000);
        if (heardBefore) {
            peer.says("ACK 1");
        }
        return times(peer, said);
    }

    private static List<Long> times(ScriptedPeer peer, String... said) {
        List<Long> times = new ArrayList<>();
        long resends = peer.stats().resends();
        for (long millis = 0; millis < LONGEST_MILLIS && !peer.ended(); millis += 10) {
            peer.says(said).waits(10);
            if (peer.stats().resends() != resends) {
                resends = peer.stats().resends();
                times.add(millis);
            }
            if (peer.ended()) {
                times.add(millis);
            }
        }
        assertThat(peer.ended()).as("it gives up").isTrue();
        return times;
    }

    // machine          peer
    // ACK 0    --->
    //          <---    ACK 0, ACK 1, OACK, DATA 9   (again and again)
    // ACK 0    --->    (when it would have come anyway)
    @Test
    void whatDoesNotCountChangesNoDeadlineOfAReceiversOpening() {
        List<Long> silent = times(Machines.plainWrite());
        assertThat(times(Machines.plainWrite(), "ACK 0", "ACK 1", "OACK blksize=8", "DATA 9"))
                .isEqualTo(silent);
    }

    @Test
    void whatIsNoDataChangesNoDeadlineOfAReceiver() {
        List<Long> silent = times(Machines.plainWrite().says("DATA 1"));
        assertThat(times(Machines.plainWrite().says("DATA 1"), "ACK 0", "ACK 1", "OACK blksize=8"))
                .isEqualTo(silent);
    }

    // machine          peer
    // ACK 64   --->
    //          <---    DATA 1   (again and again, and nothing else ever)
    // ACK 64   --->    (a moment later than otherwise, but it comes)
    @Test
    void oldBlocksDontKeepAReceiverFromAskingAgainOrFromGivingUp() {
        ScriptedPeer peer = Machines.grantedWrite(WINDOW_64).says("DATA 1..64");
        List<Long> times = times(peer, "DATA 3");
        assertThat(times).hasSizeGreaterThanOrEqualTo(3);
        assertThat(times.get(0)).as("the first time, in ms").isLessThanOrEqualTo(5_100);
        List<Long> silent = times(Machines.grantedWrite(WINDOW_64).says("DATA 1..64"));
        assertThat(times.get(times.size() - 1)).as("the end").isEqualTo(silent.get(silent.size() - 1));
    }
}
