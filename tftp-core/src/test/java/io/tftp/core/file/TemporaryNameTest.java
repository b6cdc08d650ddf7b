package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryNameTest {

    @Test
    void everyNameIsNewHiddenAndRecognised() {
        var names =
                IntStream.range(0, 1000).mapToObj(i -> TemporaryName.create()).collect(Collectors.toSet());
        assertThat(names).hasSize(1000).allMatch(TemporaryName::matches).allMatch(TemporaryName::isOwn);
        assertThat(names).allMatch(name -> name.startsWith("."));
        assertThat(names).allMatch(name -> TemporaryName.matches(name.toUpperCase(Locale.ROOT)));
    }

    @Test
    void nameOfAnotherProcessIsRecognisedButNotOwn() {
        String name = ".tftp-00000000-0123456789abcdef.part";
        assertThat(TemporaryName.matches(name)).isTrue();
        assertThat(TemporaryName.isOwn(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".tftp",
                ".tftp-.part",
                "tftp-00000000-0123456789abcdef.part",
                ".tftp-00000000-0123456789abcdef.part2",
                ".tftp-0000000g-0123456789abcdef.part",
                ".tftp-00000000-0123456789abcde.part",
                "x.part"
            })
    void otherNamesAreNot(String name) {
        assertThat(TemporaryName.matches(name)).isFalse();
    }
}
