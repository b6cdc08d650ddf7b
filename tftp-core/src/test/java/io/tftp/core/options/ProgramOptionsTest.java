package io.tftp.core.options;

import static io.tftp.core.options.NegotiationAnswerTest.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tftp.core.options.Negotiation.Answer;
import io.tftp.core.wire.Rollover;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's answers to options that have no RFC: tftp-hpa's, and the one of Windows' boot manager. */
class ProgramOptionsTest {

    private static final OptionalLong SIZE = OptionalLong.of(70_000);

    @ParameterizedTest
    @CsvSource({
        // asked, granted
        "blksize2=8, blksize2=8",
        "blksize2=512, blksize2=512",
        "blksize2=1023, blksize2=512",
        "blksize2=1428, blksize2=1024",
        "blksize2=65464, blksize2=32768",
        "blksize2=4294967296, blksize2=32768",
        "BlkSize2=16, BlkSize2=16",
        "blksize=1428 blksize2=512, blksize=1428",
        "blksize2=512 blksize=1428, blksize2=512",
        "blksize2=7 blksize=1428, blksize=1428",
        "blksize=x blksize2=512, blksize2=512",
        "utimeout=10000, utimeout=10000",
        "utimeout=255000000, utimeout=255000000",
        "timeout=3 utimeout=20000, timeout=3",
        "utimeout=20000 timeout=3, utimeout=20000",
        "utimeout=1 timeout=3, timeout=3",
        "rollover=0, rollover=0",
        "rollover=1, rollover=1",
        "rollover=01, rollover=1",
        "windowsize=4 msftwindow=31416, windowsize=4 msftwindow=27182",
        "MSFTWindow=31416, MSFTWindow=27182"
    })
    void grantsThemAsAsked(String asked, String granted) {
        assertThat(answer(asked).granted()).hasToString(granted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blksize2=7",
                "blksize2=0",
                "blksize2=-8",
                "blksize2=x",
                "utimeout=9999",
                "utimeout=255000001",
                "utimeout=-1",
                "utimeout=1e6",
                "rollover=2",
                "rollover=65535",
                "rollover=-1",
                "rollover=",
                "msftwindow=27182",
                "msftwindow=1",
                "msftwindow=x"
            })
    void ignoresWhatIsOutOfRangeOrGarbage(String asked) {
        Answer answer = answer(asked);

        assertThat(answer.optionAckNeeded()).isFalse();
        assertThat(answer.parameters()).isEqualTo(TransferParameters.RFC_1350);
    }

    @Test
    void parametersAreWhatWasGranted() {
        TransferParameters agreed = answer("blksize2=2000 utimeout=1500000 rollover=1 windowsize=4 msftwindow=31416")
                .parameters();

        assertThat(agreed.blockSizeBytes()).isEqualTo(1024);
        assertThat(agreed.timeout()).hasValue(Duration.ofMillis(1_500));
        assertThat(agreed.rollover()).isEqualTo(Rollover.TO_ONE);
        assertThat(agreed.variableWindow()).isTrue();
        assertThat(agreed.windowSize()).isEqualTo(4);
        assertThat(agreed.largestWindowSize()).isEqualTo(255);
    }

    @Test
    void powerOfTwoKeepsToTheLargestBlock() {
        Limits limits = Limits.DEFAULTS.withMaxBlockSizeBytes(1_468);

        assertThat(Negotiation.answer(options("blksize2=4096"), limits, SIZE).granted())
                .hasToString("blksize2=1024");
    }

    @Test
    void blockSizeOfEitherNameCountsForTheWindowsBudget() {
        Limits limits = Limits.DEFAULTS.withMaxWindowBytes(10_000);

        assertThat(Negotiation.answer(options("windowsize=64 blksize2=1024"), limits, SIZE)
                        .granted())
                .hasToString("windowsize=9 blksize2=1024");
    }

    @ParameterizedTest
    @EnumSource(Rollover.class)
    void ackOfTheLargestWindowBeforeHasNoNumberOfTheOneUnderWay(Rollover rollover) {
        long acked = 5L * TransferParameters.MAX_WINDOW_SIZE;
        for (long late = acked - TransferParameters.MAX_WINDOW_SIZE; late < acked; late++) {
            assertThat(rollover.forwardDistance(acked, rollover.toWire(late)))
                    .isGreaterThan(TransferParameters.MAX_WINDOW_SIZE);
        }
    }

    // In a larger window an old ACK has the number of a block that is under way: see SendTransferTest.
    @ParameterizedTest
    @CsvSource({"65535, 0", "65535, 1", "32768, 0", "32768, 1"})
    void windowIsSmallerThanHalfOfTheBlockNumbersWhateverIsAsked(int asked, int rollover) {
        Limits limits = Limits.DEFAULTS.withMaxWindowSize(32_767).withMaxWindowBytes(Limits.MAX_WINDOW_BYTES);

        assertThat(Negotiation.answer(options("windowsize=" + asked + " rollover=" + rollover), limits, SIZE)
                        .granted())
                .hasToString("windowsize=32767 rollover=" + rollover);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransferParameters(
                        512,
                        asked,
                        Optional.empty(),
                        OptionalLong.empty(),
                        rollover == 1 ? Rollover.TO_ONE : Rollover.TO_ZERO,
                        false));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.DEFAULTS.withMaxWindowSize(asked));
        assertThatIllegalArgumentException().isThrownBy(() -> Proposal.NONE.withWindowSize(asked));
    }

    // A client waits for as many blocks as it chose. One that can't have them all does better without the choice.
    @ParameterizedTest
    @CsvSource({
        "64, 1000000, 1000, true",
        "63, 1000000, 1000, false",
        "64, 254999, 1000, false",
        "64, 255000, 1000, true"
    })
    void clientChoosesItsWindowsOnlyWhereItCanHaveTheLargest(int maxWindow, int maxBytes, int block, boolean granted) {
        Limits limits = Limits.DEFAULTS.withMaxWindowSize(maxWindow).withMaxWindowBytes(maxBytes);
        Answer answer = Negotiation.answer(options("msftwindow=31416 windowsize=4 blksize=" + block), limits, SIZE);

        assertThat(answer.parameters().variableWindow()).isEqualTo(granted);
        assertThat(answer.granted().value("msftwindow").isPresent()).isEqualTo(granted);
        assertThat(answer.parameters().windowSize()).isEqualTo(4);
    }

    @Test
    void writerCantChooseTheWindowsOfItsOwnBlocks() {
        Answer answer = Negotiation.answerWrite(options("msftwindow=31416 rollover=1 blksize2=600"), Limits.DEFAULTS);

        assertThat(answer.granted()).hasToString("rollover=1 blksize2=512");
    }

    private static Answer answer(String asked) {
        return Negotiation.answer(options(asked), Limits.DEFAULTS, SIZE);
    }
}
