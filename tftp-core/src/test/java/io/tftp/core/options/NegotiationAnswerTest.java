package io.tftp.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tftp.core.options.Negotiation.Answer;
import io.tftp.core.wire.Options;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side. Options stand as "name=value name=value" throughout. */
class NegotiationAnswerTest {

    private static final OptionalLong SIZE = OptionalLong.of(70_000);

    @ParameterizedTest
    @CsvSource({
        // asked, granted
        "'', ''",
        "blksize=1428, blksize=1428",
        "blksize=8, blksize=8",
        "blksize=65464, blksize=65464",
        "blksize=65465, blksize=65464",
        "blksize=4294967808, blksize=65464",
        "blksize=01428, blksize=1428",
        "windowsize=1, windowsize=1",
        "windowsize=64, windowsize=64",
        "windowsize=65, windowsize=64",
        "windowsize=65536, windowsize=64",
        "windowsize=4294967297, windowsize=64",
        "timeout=1, timeout=1",
        "timeout=255, timeout=255",
        "tsize=0, tsize=70000",
        "tsize=123, tsize=70000",
        "tsize=9223372036854775807, tsize=70000",
    })
    void grantsWhatWasAskedOrLess(String asked, String granted) {
        assertThat(answer(asked).granted()).hasToString(granted);
    }

    @ParameterizedTest
    @CsvSource({
        "blksize=1024 tsize=0 timeout=3 windowsize=4, blksize=1024 tsize=70000 timeout=3 windowsize=4",
        "windowsize=4 timeout=3 tsize=0 blksize=1024, windowsize=4 timeout=3 tsize=70000 blksize=1024",
        "TSIZE=0 BlkSize=1468 tImEoUt=2, TSIZE=70000 BlkSize=1468 tImEoUt=2",
        "multicast= blksize=1024 x=y, blksize=1024"
    })
    void answersInTheClientsOrderAndSpelling(String asked, String granted) {
        assertThat(answer(asked).granted()).hasToString(granted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "0",
                "-1",
                "+5",
                "+1428",
                " 1428",
                "1428 ",
                "1428x",
                "0x200",
                "1e3",
                "512.0",
                "\u0661\u0664\u0662\u0668",
                "9223372036854775808",
                "99999999999999999999",
                "18446744073709552640"
            })
    void aBlockSizeThatIsGarbageOrTooSmallIsIgnored(String value) {
        isIgnored("blksize", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00", "-1", "+4", " 4", "4,", "99999999999999999999"})
    void aWindowThatIsGarbageOrZeroIsIgnored(String value) {
        isIgnored("windowsize", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "256", "-1", "+1", " 1", "1.5", "99999999999999999999"})
    void aTimeoutThatIsGarbageOrOutOfRangeIsIgnored(String value) {
        isIgnored("timeout", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+0", " 0", "0x0", "9223372036854775808"})
    void aSizeThatIsGarbageIsIgnored(String value) {
        isIgnored("tsize", value);
        Options asked = Options.of("tsize", value);
        assertThat(Negotiation.answerWrite(asked, Limits.DEFAULTS))
                .isEqualTo(new Answer(TransferParameters.RFC_1350, Options.none()));
    }

    private static void isIgnored(String name, String value) {
        Options asked = Options.of(name, value);

        Answer answer = Negotiation.answer(asked, Limits.DEFAULTS, SIZE);

        assertThat(answer).isEqualTo(new Answer(TransferParameters.RFC_1350, Options.none()));
        assertThat(answer.optionAckNeeded()).isFalse();
    }

    @Test
    void oneBadOptionSpoilsNoOther() {
        assertThat(answer("blksize=7 windowsize=8 timeout=0 foo=bar").granted()).hasToString("windowsize=8");
    }

    @ParameterizedTest
    @CsvSource({
        "blksize=1024 blksize=512, blksize=1024",
        "blksize=1024 BLKSIZE=512 tsize=0 blksize=8, blksize=1024 tsize=70000",
        "blksize=7 blksize=512, ''"
    })
    void ofADuplicateTheFirstCounts(String asked, String granted) {
        assertThat(answer(asked).granted()).hasToString(granted);
    }

    @Test
    void parametersAreWhatWasGranted() {
        Answer answer = answer("tsize=0 windowsize=16 timeout=3 blksize=1428");

        assertThat(answer.parameters())
                .isEqualTo(new TransferParameters(1_428, 16, OptionalInt.of(3), OptionalLong.of(70_000)));
        assertThat(answer.optionAckNeeded()).isTrue();
    }

    @Test
    void withoutOptionsItIsRfc1350() {
        Answer answer = answer("");

        assertThat(answer.parameters()).isEqualTo(TransferParameters.RFC_1350);
        assertThat(answer.optionAckNeeded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1024, 1000, 1000", "1024, 2000, 1024", "9, 8, 8"})
    void blockSizeKeepsToTheLimit(String asked, int limit, int granted) {
        Answer answer =
                Negotiation.answer(Options.of("blksize", asked), Limits.DEFAULTS.withMaxBlockSizeBytes(limit), SIZE);

        assertThat(answer.parameters().blockSizeBytes()).isEqualTo(granted);
    }

    @Test
    void aLimitBelow512LeavesAPlainRequestAlone() {
        assertThat(Negotiation.answer(Options.none(), Limits.DEFAULTS.withMaxBlockSizeBytes(100), SIZE)
                        .parameters())
                .isEqualTo(TransferParameters.RFC_1350);
    }

    @Test
    void theWindowsBudgetCountsTheBlockSizeWhateverTheOrder() {
        Limits limits = Limits.DEFAULTS.withMaxWindowBytes(10_000);

        assertThat(Negotiation.answer(options("windowsize=64 blksize=1000"), limits, SIZE)
                        .granted())
                .hasToString("windowsize=10 blksize=1000");
        assertThat(Negotiation.answer(options("windowsize=64"), limits, SIZE).granted())
                .hasToString("windowsize=19");
    }

    @Test
    void aSizeThatMayNotBeToldIsLeftOut() {
        Answer answer = Negotiation.answer(options("tsize=0 blksize=1024"), Limits.DEFAULTS, OptionalLong.empty());

        assertThat(answer.granted()).hasToString("blksize=1024");
        assertThat(answer.parameters().transferSizeBytes()).isEmpty();
    }

    @Test
    void theSizeOfAnEmptyFileIsLeftOut() {
        Answer answer = Negotiation.answer(options("tsize=0"), Limits.DEFAULTS, OptionalLong.of(0));

        assertThat(answer).isEqualTo(new Answer(TransferParameters.RFC_1350, Options.none()));
    }

    @Test
    void aSizeThatWasNotAskedIsNotTold() {
        assertThat(answer("blksize=512").parameters().transferSizeBytes()).isEmpty();
    }

    @Test
    void aNegativeSizeIsOurError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Negotiation.answer(Options.none(), Limits.DEFAULTS, OptionalLong.of(-1)));
    }

    @ParameterizedTest
    @CsvSource({"tsize=0, 0", "TSize=5000000000, 5000000000", "tsize=9223372036854775807, 9223372036854775807"})
    void theSizeOfAnUploadIsEchoed(String asked, long size) {
        Answer answer = Negotiation.answerWrite(options(asked), Limits.DEFAULTS);

        assertThat(answer.granted()).hasToString(asked);
        assertThat(answer.parameters().transferSizeBytes()).hasValue(size);
    }

    @Test
    void theOtherOptionsOfAnUploadAreAnsweredAsThoseOfARead() {
        assertThat(Negotiation.answerWrite(options("tsize=9 blksize=70000 windowsize=0"), Limits.DEFAULTS)
                        .granted())
                .hasToString("tsize=9 blksize=65464");
    }

    private static Answer answer(String asked) {
        return Negotiation.answer(options(asked), Limits.DEFAULTS, SIZE);
    }

    static Options options(String notation) {
        return Options.of(Arrays.stream(notation.split(" ", -1))
                .filter(pair -> !pair.isEmpty())
                .flatMap(pair -> Arrays.stream(pair.split("=", 2)))
                .toArray(String[]::new));
    }
}
