package io.tftp.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PeerLockTest {

    private static final InetSocketAddress ASKED = new InetSocketAddress("192.0.2.1", 69);
    private static final InetSocketAddress ANSWERS = new InetSocketAddress("192.0.2.1", 2000);
    private static final InetSocketAddress OTHER_HOST = new InetSocketAddress("192.0.2.9", 2000);

    private final PeerLock lock = new PeerLock(ASKED, false);

    @Test
    void anyPortOfTheAddressThatWasAskedMayAnswer() {
        assertThat(lock.candidate()).isNull();
        assertThat(lock.admits(ANSWERS)).isTrue();
        assertThat(lock.candidate()).isEqualTo(ANSWERS);
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.peer()).isEqualTo(ASKED);
        assertThat(lock.hint()).isEmpty();
    }

    @Test
    void anotherHostMayNotAndIsRemembered() {
        assertThat(lock.admits(OTHER_HOST)).isFalse();
        assertThat(lock.candidate()).isNull();
        assertThat(lock.hint()).isEqualTo("an answer came from 192.0.2.9 instead");
    }

    @Test
    void aForeignersAnswerIsNoCandidateEvenRightBehindAnAdmittedOne() {
        assertThat(lock.admits(ANSWERS)).isTrue();
        assertThat(lock.admits(OTHER_HOST)).isFalse();
        assertThat(lock.candidate()).isEqualTo(ANSWERS);
    }

    @Test
    void anotherHostMayWhereThatIsWanted() {
        PeerLock open = new PeerLock(ASKED, true);
        assertThat(open.admits(OTHER_HOST)).isTrue();
        assertThat(open.candidate()).isEqualTo(OTHER_HOST);
    }

    @Test
    void whoeverItIsLockedToIsThePeer() {
        lock.admits(ANSWERS);
        lock.lockTo(ANSWERS);
        assertThat(lock.peer()).isEqualTo(ANSWERS);
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.candidate()).as("to be locked to").isNull();
    }
}
