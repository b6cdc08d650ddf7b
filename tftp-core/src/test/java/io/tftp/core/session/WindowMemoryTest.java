package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tftp.core.options.Limits;
import io.tftp.core.options.Negotiation;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.wire.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is granted while memory goes down, in a time of the test's own. */
class WindowMemoryTest {

    private static final long START = TimeUnit.HOURS.toNanos(1);
    private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);
    private static final int MIB = 1 << 20;

    private final WindowMemory memory = new WindowMemory(256L * MIB);

    /** What a reader gets that asks for as much as it can: 64 blocks of 65,464 bytes are 4 MiB. */
    private TransferParameters asked(long now) {
        Options most = Options.of("blksize", "65464", "windowsize", "64");
        return Negotiation.answer(most, memory.limitsFor(Limits.DEFAULTS, now), OptionalLong.empty())
                .parameters();
    }

    private static int bytes(TransferParameters granted) {
        int window = granted.windowSize() * (4 + granted.blockSizeBytes());
        return window < 256 * 1024 ? 2 * window : window;
    }

    @Test
    void whoAsksAloneGetsAll() {
        assertThat(asked(START).windowSize()).isEqualTo(64);
        assertThat(asked(START).blockSizeBytes()).isEqualTo(65_464);
    }

    @Test
    void nineHundredReadersOfLargeWindowsKeepToTheBoundAndAllAreServed() {
        for (int i = 0; i < 900; i++) {
            TransferParameters granted = asked(START);
            WindowMemory.Grant grant = memory.grant(granted, START);
            assertThat(memory.tryTake(bytes(granted))).as("reader " + i).isTrue();
            memory.settle(grant);
        }
        assertThat(memory.takenBytes()).isBetween(190L * MIB, 256L * MIB);
        assertThat(asked(START).blockSizeBytes()).as("there is always some").isGreaterThanOrEqualTo(512);
    }

    /** A storm: all ask before the first answers. */
    @Test
    void nineHundredReadersThatAnswerLaterAllHaveTheirMemory() {
        List<TransferParameters> granted = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            granted.add(asked(START));
            memory.grant(granted.get(i), START);
        }
        assertThat(granted).allMatch(each -> memory.tryTake(bytes(each)));
        assertThat(memory.takenBytes()).isLessThanOrEqualTo(256L * MIB);
    }

    @Test
    void theSilentHoldNoneAfterAMoment() {
        for (int i = 0; i < 10_000; i++) {
            memory.grant(asked(START), START);
        }
        assertThat(asked(START).windowSize() * asked(START).blockSizeBytes())
                .as("while they may answer yet")
                .isBetween(16 * 1024, 64 * 1024);
        assertThat(asked(START + 2 * MOMENT).windowSize()).isEqualTo(64);
    }

    @Test
    void whatIsSettledLateDisturbsNothing() {
        WindowMemory.Grant grant = memory.grant(asked(START), START);
        assertThat(asked(START + 2 * MOMENT).windowSize()).isEqualTo(64);
        memory.settle(grant);
        memory.grant(asked(START + 2 * MOMENT), START + 2 * MOMENT);
        memory.settle(grant);
        assertThat(asked(START + 5 * MOMENT).windowSize()).isEqualTo(64);
    }

    @Test
    void whereAllIsTakenOnlySmallBlocksInLockStepGo() {
        assertThat(memory.tryTake(256 * MIB)).isTrue();
        assertThat(memory.tryTake(8192)).isFalse();
        TransferParameters granted = asked(START);
        assertThat(granted.windowSize()).isOne();
        assertThat(granted.blockSizeBytes()).isEqualTo(512);
        assertThat(memory.tryTake(bytes(granted))).isTrue();
        memory.giveBack(256 * MIB);
        assertThat(memory.tryTake(8192)).isTrue();
    }

    @Test
    void thereIsSome() {
        assertThatThrownBy(() -> new WindowMemory(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
