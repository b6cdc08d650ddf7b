package io.tftp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tftp.core.wire.Options.Option;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private final Options options = Options.of("BlkSize", "1428", "tsize", "0", "TSIZE", "9");

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(options.value("blksize")).contains("1428");
        assertThat(options.value("BLKSIZE")).contains("1428");
        assertThat(options.value("blk")).isEmpty();
    }

    @Test
    void onlyAsciiLettersHaveACase() {
        assertThat(options.value("BL\u212aSIZE")).as("with a Kelvin sign").isEmpty();
    }

    @Test
    void ofSeveralTheFirstCounts() {
        assertThat(options.value("tsize")).contains("0");
        assertThat(options.value("TSIZE")).contains("0");
    }

    @Test
    void orderAndSpellingStay() {
        assertThat(options.entries())
                .containsExactly(new Option("BlkSize", "1428"), new Option("tsize", "0"), new Option("TSIZE", "9"));
        assertThat(options).hasToString("BlkSize=1428 tsize=0 TSIZE=9");
        assertThat(options.size()).isEqualTo(3);
    }

    @Test
    void withAppendsToACopy() {
        Options more = options.with("timeout", "3");

        assertThat(more).hasToString("BlkSize=1428 tsize=0 TSIZE=9 timeout=3");
        assertThat(options.value("timeout")).isEmpty();
    }

    @Test
    void equalMeansTheSameOnTheWire() {
        assertThat(Options.of("a", "1", "b", "2"))
                .isEqualTo(Options.none().with("a", "1").with("b", "2"))
                .hasSameHashCodeAs(Options.of("a", "1", "b", "2"))
                .isNotEqualTo(Options.of("b", "2", "a", "1"))
                .isNotEqualTo(Options.of("A", "1", "b", "2"));
    }

    @Test
    void noneIsEmpty() {
        assertThat(Options.none().isEmpty()).isTrue();
        assertThat(Options.of()).isEqualTo(Options.none()).hasToString("");
        assertThat(options.isEmpty()).isFalse();
    }

    @Test
    void entriesCannotBeChanged() {
        List<Option> entries = options.entries();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(entries::clear);
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("tsize"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a\0b", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a", "\0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d",
                "\ude00",
                "\ud83dx",
                "x\ude00",
                "\ude00\ud83d",
                "\ud83d\ud83d\ude00",
                "\ud83d\ude00\ude00"
            })
    void halfASurrogatePairIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\ude00", "x\ud83d\ude00\ud83d\ude00x", "\ud7ff\ue000\uffff"})
    void whatUtf8CanWriteIsAccepted(String text) {
        assertThat(Options.of("a", text).value("a")).contains(text);
    }
}
